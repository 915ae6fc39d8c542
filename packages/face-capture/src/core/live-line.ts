/** From opening the socket to the server's first message. */
export const CONNECT_DEADLINE_MS = 8_000;
/** The server answers every frame and every message: after a longer silence the connection counts as lost. */
export const SILENCE_DEADLINE_MS = 8_000;

/** What ends a session besides the server. */
export const LIVE_CLIENT_CODES = [
  /** No socket ever opened: the server is away, or something on the way blocks WebSocket. */
  'UNREACHABLE',
  /** It dropped, and dropped again. */
  'CONNECTION_LOST',
] as const;

/** A session that was refused for its access token goes on with a fresh one. */
export const TOKEN_REFUSALS = ['TOKEN_EXPIRED', 'SESSION_REVOKED', 'UNAUTHENTICATED'] as const;

export const isTokenRefusal = (code: string): boolean => TOKEN_REFUSALS.some((refusal) => refusal === code);
