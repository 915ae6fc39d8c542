/** The page of our own that sent the person here; null when none did. The state can hold anything. */
export function placeToReturn(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('from' in state)) return null;
  const { from } = state;
  // `//host` and `/\host` would be other sites.
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) ? from : null;
}
