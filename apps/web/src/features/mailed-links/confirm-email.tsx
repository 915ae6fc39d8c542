import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/problem.js';
import { verifyEmail } from '../../shared/api/mailed-links-api.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { StepHeading } from '../../shared/ui/step-heading.js';

/** A button: programs that look into mails open links, and must not use them up. */
export function ConfirmEmail({ token }: { token: string }) {
  const { t } = useTranslation('mailedLinks');
  const errorText = useErrorText();
  const [state, setState] = useState<'asking' | 'sending' | 'done'>('asking');
  const [problem, setProblem] = useState<unknown>(null);

  const confirm = async (): Promise<void> => {
    setState('sending');
    setProblem(null);
    try {
      await verifyEmail({ token });
      setState('done');
    } catch (error) {
      setProblem(error);
      setState('asking');
    }
  };

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
      {problem !== null && <Notice kind="problem">{errorText(problem)}</Notice>}
      {problem instanceof ApiProblem && problem.code === 'LINK_INVALID' ? (
        <RouterButton to="/account">{t('verifyEmail.toAccount')}</RouterButton>
      ) : (
        <BusyButton loading={state === 'sending'} onClick={() => void confirm()}>
          {t('verifyEmail.submit')}
        </BusyButton>
      )}
    </>
  );
}
