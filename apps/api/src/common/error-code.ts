/** The code of an error of Node.js or of a driver, such as `ENOENT`; undefined for any other value. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
