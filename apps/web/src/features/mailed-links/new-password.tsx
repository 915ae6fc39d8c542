import { PASSWORD_MIN_LENGTH } from '@facegate/contracts';
import { Button, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountFaultsOf, someAccountFaults } from '../../shared/account/account-faults.js';
import { useFieldSentence } from '../../shared/account/use-field-sentence.js';
import { completeRecovery } from '../../shared/api/mailed-links-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { PasswordField } from '../../shared/ui/password-field.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';

interface NewPasswordProps {
  token: string;
  onAskAgain: () => void;
}

export function NewPassword({ token, onAskAgain }: NewPasswordProps) {
  const { t } = useTranslation('mailedLinks');
  const sentence = useFieldSentence();
  const errorText = useErrorText();
  const [state, setState] = useState<'asking' | 'sending' | 'done'>('asking');
  const [problem, setProblem] = useState<unknown>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '' },
    validate: (values) => faultOf(someAccountFaults(values).password),
  });

  function faultOf(code: string | undefined): { password?: string } {
    return code ? { password: sentence('password', code) } : {};
  }

  const submit = async (password: string): Promise<void> => {
    setState('sending');
    setProblem(null);
    try {
      await completeRecovery({ token, password });
      setState('done');
    } catch (error) {
      const fault = error instanceof ApiProblem ? accountFaultsOf(error).password : undefined;
      form.setErrors(faultOf(fault));
      if (!fault) setProblem(error);
      setState('asking');
    }
  };

  if (state === 'done')
    return (
      <>
        <StepHeading key="done">{t('newPassword.doneTitle')}</StepHeading>
        <Text>{t('newPassword.done')}</Text>
        <RouterButton to="/log-in">{t('newPassword.logIn')}</RouterButton>
      </>
    );
  return (
    <>
      <StepHeading key="asking">{t('newPassword.title')}</StepHeading>
      <Text c="dimmed">{t('newPassword.lead')}</Text>
      <Surface>
        <form noValidate onSubmit={form.onSubmit(({ password }) => void submit(password))}>
          <Stack gap="md">
            {problem !== null && <Notice kind="problem">{errorText(problem)}</Notice>}
            {problem instanceof ApiProblem && problem.code === 'LINK_INVALID' && (
              <Button variant="default" onClick={onAskAgain}>
                {t('newPassword.again')}
              </Button>
            )}
            <PasswordField
              key={form.key('password')}
              {...form.getInputProps('password')}
              name="password"
              label={t('newPassword.password')}
              description={t('newPassword.help', { min: PASSWORD_MIN_LENGTH })}
              autoComplete="new-password"
            />
            <BusyButton type="submit" fullWidth loading={state === 'sending'}>
              {t('newPassword.submit')}
            </BusyButton>
          </Stack>
        </form>
      </Surface>
    </>
  );
}
