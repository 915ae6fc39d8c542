import { AccountFields } from '@facegate/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { ApiProblem } from '../api/problem.js';

export const ACCOUNT_FIELDS = ['username', 'email', 'password'] as const;
export type AccountField = (typeof ACCOUNT_FIELDS)[number];

/** For each field at most one code: a class-validator constraint, or one of the server's. */
export type AccountFaults = Partial<Record<AccountField, string>>;

/** The constraint that helps most comes first. */
const ORDER = ['isString', 'isLength', 'isEmail', 'maxLength', 'matches', 'isPlainName'];

const isAccountField = (name: string): name is AccountField => ACCOUNT_FIELDS.some((field) => field === name);

/** Checks the account half of a sign-up by the contract's own rules. Nothing entered counts as `isString`. */
export function accountFaults(values: AccountFields): AccountFaults {
  const faults: AccountFaults = {};
  for (const { property, constraints = {} } of validateSync(plainToInstance(AccountFields, values))) {
    if (!isAccountField(property)) continue;
    const codes = Object.keys(constraints);
    const code = ORDER.find((known) => codes.includes(known)) ?? codes[0];
    if (code) faults[property] = values[property] === '' ? 'isString' : code;
  }
  return faults;
}

/** For the fields that are not there: keeps every rule of the contract. */
const KEPT = { username: 'kept', email: 'kept@example.org', password: 'kept as it is' };

/** As {@link accountFaults}, where only some of the fields are asked for. */
export function someAccountFaults(values: Partial<AccountFields>): AccountFaults {
  return accountFaults({ ...KEPT, ...values });
}

/** What the server's answer says about the account's fields. */
export function accountFaultsOf(problem: ApiProblem): AccountFaults {
  if (problem.code === 'USERNAME_TAKEN') return { username: problem.code };
  if (problem.code === 'EMAIL_TAKEN') return { email: problem.code };
  const faults: AccountFaults = {};
  for (const { field, code } of problem.errors) {
    if (isAccountField(field)) faults[field] ??= code;
  }
  return faults;
}
