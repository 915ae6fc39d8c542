/** What the operator demands of every log-in: `FACEGATE_SIGN_IN`. */
export const SIGN_IN_DEMANDS = ['any', 'second-factor', 'face+passkey'] as const;
export type SignInDemand = (typeof SIGN_IN_DEMANDS)[number];

/** What a session can lack of what the operator demands. */
export const DEMANDED_METHODS = ['face', 'passkey', 'totp'] as const;
export type DemandedMethod = (typeof DEMANDED_METHODS)[number];
