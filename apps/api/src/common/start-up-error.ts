/** Why the server cannot start, in words for the person who starts it: printed without a stack. */
export class StartUpError extends Error {
  override readonly name = 'StartUpError';
}
