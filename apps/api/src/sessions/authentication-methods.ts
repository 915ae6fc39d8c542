import type { SignInMethod } from '@facegate/contracts';

/** How somebody proved to be who they are: values of `amr` that RFC 8176 §2 registers. */
export type AuthenticationMethod = 'face' | 'pwd' | 'hwk' | 'swk' | 'otp' | 'user' | 'mfa';

/** Authenticator assurance levels of NIST SP 800-63B-4. */
export type AssuranceLevel = 'aal1' | 'aal2';

/** What a way in shows by itself. A passkey says more: how its key is kept. */
export const METHODS_OF_SIGN_IN: Readonly<Record<SignInMethod, readonly AuthenticationMethod[]>> = {
  face: ['face'],
  password: ['pwd'],
  passkey: [],
};

const SOMETHING_ONE_HAS = new Set<AuthenticationMethod>(['hwk', 'swk', 'otp']);
const SOMETHING_ONE_KNOWS_OR_IS = new Set<AuthenticationMethod>(['pwd', 'face', 'mfa']);

/**
 * The `acr` that the methods amount to. A face counts as a factor only along with something that one has (SP 800-63B-4
 * §3.2.3): face and password together are still `aal1`.
 */
export function assuranceOf(methods: readonly AuthenticationMethod[]): AssuranceLevel {
  return showsSecondFactor(methods) && methods.some((method) => SOMETHING_ONE_KNOWS_OR_IS.has(method))
    ? 'aal2'
    : 'aal1';
}

/** Whether a passkey, a code of an app or a recovery code is among them. */
export function showsSecondFactor(methods: readonly AuthenticationMethod[]): boolean {
  return methods.some((method) => SOMETHING_ONE_HAS.has(method));
}

/** Each once, in the order in which they were shown. */
export function together(
  before: readonly AuthenticationMethod[],
  now: readonly AuthenticationMethod[],
): AuthenticationMethod[] {
  return [...new Set([...before, ...now])];
}
