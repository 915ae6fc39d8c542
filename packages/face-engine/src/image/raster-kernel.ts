import { KERNEL } from './kernel-bytes.js';

const PAGE_BYTES = 65_536;

/** raster-kernel.wat says what the parameters are. */
interface KernelExports {
  memory: WebAssembly.Memory;
  sample: (
    width: number,
    height: number,
    x: number,
    y: number,
    a: number,
    b: number,
    taps: number,
    columns: number,
    rows: number,
    tensor: number,
    scale: number,
    offset: number,
  ) => void;
  resize: (
    line: number,
    columns: number,
    rows: number,
    columnTaps: number,
    columnFirst: number,
    columnShare: number,
    rowTaps: number,
    rowFirst: number,
    rowShare: number,
    blended: number,
    to: number,
  ) => void;
}

const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNEL, 'base64')));
export const kernel = instance.exports as unknown as KernelExports;

/** Addresses in the kernel's memory, one part after the other, each on a multiple of 16; takes all of them into the memory. */
export function layOut(...parts: readonly number[]): number[] {
  let end = 0;
  const addresses = parts.map((bytes) => {
    const address = end;
    end += Math.ceil(bytes / 16) * 16;
    return address;
  });
  const missing = end - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE_BYTES));
  return addresses;
}

/** Bytes that the kernel reads of a picture. */
export const pictureBytes = (width: number, height: number): number => width * 3 * (height + 1) + 8;
