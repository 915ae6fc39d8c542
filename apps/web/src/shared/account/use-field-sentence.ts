import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '@facegate/contracts';
import { useTranslation } from 'react-i18next';
import type { AccountField } from './account-faults.js';

/** One for each constraint of the contract's account fields. */
const SENTENCES = [
  'username.isString',
  'username.isLength',
  'username.matches',
  'username.isPlainName',
  'email.isString',
  'email.isEmail',
  'email.maxLength',
  'password.isString',
  'password.isLength',
] as const;

const OF_THE_SERVER = ['USERNAME_TAKEN', 'EMAIL_TAKEN', 'PASSWORD_TOO_COMMON'] as const;

/** The sentence for what is wrong with a field, by the code of its fault (`AccountFaults`). */
export function useFieldSentence(): (field: AccountField, code: string) => string {
  const { t } = useTranslation(['fields', 'problems']);
  return (field, code) => {
    const own = SENTENCES.find((key) => key === `${field}.${code}`);
    if (own) return t(own, { min: PASSWORD_MIN_LENGTH, max: PASSWORD_MAX_LENGTH });
    return t(`problems:${OF_THE_SERVER.find((known) => known === code) ?? 'VALIDATION_FAILED'}`);
  };
}
