import type { DemandedMethod, SignInDemand } from '@facegate/contracts';
import { ProblemError } from '../common/problem-error.js';
import { assuranceOf, type AuthenticationMethod } from './authentication-methods.js';

/** What the operator demands of every session and this one lacks: any of these for `second-factor`, else all of them. */
export function missingMethods(demand: SignInDemand, amr: readonly AuthenticationMethod[]): DemandedMethod[] {
  switch (demand) {
    case 'any':
      return [];
    case 'second-factor':
      return assuranceOf(amr) === 'aal2' ? [] : ['passkey', 'totp'];
    case 'face+passkey':
      return [...(amr.includes('face') ? [] : (['face'] as const)), ...(hasPasskey(amr) ? [] : (['passkey'] as const))];
  }
}

/**
 * What operators can see of others needs more than a password or a face, whatever the server demands of everybody.
 * @throws ProblemError `FACTOR_REQUIRED` for a session below `aal2`
 */
export function demandOperatorsAssurance(amr: readonly AuthenticationMethod[]): void {
  if (assuranceOf(amr) === 'aal2') return;
  throw new ProblemError('FACTOR_REQUIRED', 'Operators need a second factor for this. Add one, or log in with it.', {
    methods: missingMethods('second-factor', amr),
  });
}

/** @throws ProblemError `FACTOR_REQUIRED` when the session lacks something that the operator demands */
export function demandWhole(demand: SignInDemand, amr: readonly AuthenticationMethod[]): void {
  const methods = missingMethods(demand, amr);
  if (methods.length === 0) return;
  throw new ProblemError('FACTOR_REQUIRED', 'This server asks for more than you have shown so far.', { methods });
}

function hasPasskey(amr: readonly AuthenticationMethod[]): boolean {
  return amr.includes('hwk') || amr.includes('swk');
}
