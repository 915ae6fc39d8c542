/** What we use of WebAssembly's JavaScript API: TypeScript has it only among the browser's types. */
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** Adds pages of 64 KiB. Throws RangeError when there is no room. */
    grow(pages: number): number;
  }
  const Module: new (bytes: Uint8Array) => object;
  const Instance: new (module: object) => { readonly exports: Record<string, unknown> };
}
