import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { verifyEmail } from '../../shared/api/mailed-links-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { useSession } from '../../shared/api/session.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { useLinksGoToOperator } from '../../shared/privacy/use-privacy-facts.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { ConfirmElsewhere } from './confirm-elsewhere.js';

type State = 'asking' | 'sending' | 'elsewhere' | 'done' | 'reset';

/** A button: programs that look into mails open links, and must not use them up. */
export function ConfirmEmail({ token }: { token: string }) {
  const { t } = useTranslation('mailedLinks');
  const session = useSession();
  const errorText = useErrorText();
  const way = useLinksGoToOperator() ? 'operator' : 'mail';
  const [state, setState] = useState<State>('asking');
  const [problem, setProblem] = useState<unknown>(null);

  const confirm = async (): Promise<void> => {
    setState('sending');
    setProblem(null);
    try {
      await verifyEmail({ token, keep: true });
      setState('done');
    } catch (error) {
      const needsSession = error instanceof ApiProblem && error.code === 'LINK_NEEDS_SESSION';
      if (!needsSession) setProblem(error);
      setState(needsSession ? 'elsewhere' : 'asking');
    }
  };

  if (state === 'elsewhere') return <ConfirmElsewhere token={token} onReset={() => setState('reset')} />;
  if (state === 'reset')
    return (
      <>
        <StepHeading key="reset">{t('verifyEmail.resetTitle')}</StepHeading>
        <Text>{t(`verifyEmail.reset.${way}`)}</Text>
      </>
    );
  if (state === 'done')
    return (
      <>
        <StepHeading key="done">{t('verifyEmail.doneTitle')}</StepHeading>
        <Text>{t('verifyEmail.done')}</Text>
        <RouterButton to="/dashboard">{t('verifyEmail.onward')}</RouterButton>
      </>
    );
  return (
    <>
      <StepHeading key="asking">{t('verifyEmail.title')}</StepHeading>
      <Text c="dimmed">{t('verifyEmail.lead')}</Text>
      {session.status === 'signed-in' && <Text>{t('verifyEmail.here', { username: session.user.username })}</Text>}
      {problem !== null && <Notice kind="problem">{errorText(problem)}</Notice>}
      {problem instanceof ApiProblem && problem.code === 'LINK_INVALID' ? (
        <RouterButton to="/account">{t('verifyEmail.toAccount')}</RouterButton>
      ) : (
        // Whose session it is decides what stays of the account.
        <BusyButton loading={state === 'sending' || session.status === 'unknown'} onClick={() => void confirm()}>
          {t('verifyEmail.submit')}
        </BusyButton>
      )}
    </>
  );
}
