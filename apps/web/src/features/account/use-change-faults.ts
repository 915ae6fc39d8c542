import type { UpdateAccountRequest } from '@facegate/contracts';
import { useTranslation } from 'react-i18next';
import {
  ACCOUNT_FIELDS,
  accountFaultsOf,
  type AccountFaults,
  someAccountFaults,
} from '../../shared/account/account-faults.js';
import { useFieldSentence } from '../../shared/account/use-field-sentence.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';

type Sentences = Partial<Record<keyof UpdateAccountRequest, string>>;

const isAboutCurrentPassword = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && error.errors.some(({ field }) => field === 'currentPassword');

/** What is wrong with changes to the account, in sentences by field: before they are sent, and by the server's answer. */
export function useChangeFaults() {
  const { t } = useTranslation('account');
  const sentence = useFieldSentence();
  const errorText = useErrorText();

  const sentences = (faults: AccountFaults): Sentences =>
    Object.fromEntries(
      ACCOUNT_FIELDS.flatMap((field) => (faults[field] ? [[field, sentence(field, faults[field])]] : [])),
    );

  const faultsOf = ({ username, email, password, currentPassword }: UpdateAccountRequest): Sentences => ({
    ...sentences(
      someAccountFaults({
        ...(username !== undefined && { username }),
        ...(email !== undefined && { email }),
        ...(password !== undefined && { password }),
      }),
    ),
    ...(currentPassword === '' && { currentPassword: t('password.needCurrent') }),
  });

  const faultsOfProblem = (error: unknown): Sentences => {
    if (!(error instanceof ApiProblem)) return {};
    if (isAboutCurrentPassword(error)) return { currentPassword: t('password.wrongCurrent') };
    return sentences(accountFaultsOf(error));
  };

  /** For what no field can show. */
  const otherProblem = (error: unknown): string | null =>
    Object.keys(faultsOfProblem(error)).length > 0 ? null : errorText(error);

  return { faultsOf, faultsOfProblem, otherProblem };
}
