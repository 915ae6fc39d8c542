/** Lets a style that is made here pass the server's Content-Security-Policy; Vite puts it into the page. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
