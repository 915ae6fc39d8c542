/** A kind of token that we sign. None passes for another: each has a type and an audience of its own. */
export interface TokenKind {
  /** `typ` of the header (RFC 8725 §3.11). */
  type: string;
  audience: string;
  seconds: number;
}

/** RFC 9068, but for `client_id`: there are no OAuth clients here. */
export const ACCESS_TOKEN = { type: 'at+jwt', audience: 'facegate-api', seconds: 600 } as const satisfies TokenKind;

export const LIVENESS_TOKEN = {
  type: 'liveness+jwt',
  audience: 'facegate-liveness',
  seconds: 60,
} as const satisfies TokenKind;

/** How long a key must verify after it signed for the last time. */
export const LONGEST_TOKEN_SECONDS = Math.max(ACCESS_TOKEN.seconds, LIVENESS_TOKEN.seconds);
