const BYTES = 24;

/** Base64url of random bytes, as the contract's `LIVE_NONCE_PATTERN` has it: another one for each session. */
export function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
