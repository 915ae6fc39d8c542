import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFaceId } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { logIn } from '../../shared/api/facegate-api.js';
import { lastUsername } from '../../shared/api/last-username.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { PasswordField } from '../../shared/ui/password-field.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';
import { useWait } from '../../shared/ui/use-wait.js';
import { WaitText } from '../../shared/ui/wait-text.js';
import { type SecondFactorQuestion, secondFactorQuestion } from './second-factor-question.js';

interface PasswordFormProps {
  /** The password was right, and is not enough. */
  onSecondFactor: (question: SecondFactorQuestion) => void;
  /** Missing when there is no camera to go back to. */
  onFace?: () => void;
  /** Why the password is asked. */
  children?: ReactNode;
}

export function PasswordForm({ onSecondFactor, onFace, children }: PasswordFormProps) {
  const { t } = useTranslation('logIn');
  const problemText = useProblemText();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const wait = useWait(problem);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { username: lastUsername() ?? '', password: '' },
    validate: {
      username: (value) => (value.trim() ? null : t('password.needUsername')),
      password: (value) => (value ? null : t('password.needPassword')),
    },
  });

  // The wait is that of one account.
  form.watch('username', () => setProblem(null));

  const send = async (username: string, password: string): Promise<void> => {
    setSending(true);
    setProblem(null);
    try {
      await logIn({ username: username.trim(), password });
    } catch (error) {
      const question = secondFactorQuestion(error);
      if (question) return onSecondFactor(question);
      setProblem(error instanceof ApiProblem ? error : new ApiProblem('INTERNAL', {}, { cause: error }));
      setSending(false);
    }
  };

  return (
    <>
      <StepHeading>{t('password.title')}</StepHeading>
      {children}
      <Surface>
        <form noValidate onSubmit={form.onSubmit(({ username, password }) => void send(username, password))}>
          <Stack gap="md">
            {problem && <Notice kind="problem">{problemText(wait > 0 ? problem.code : problem)}</Notice>}
            <TextInput
              key={form.key('username')}
              {...form.getInputProps('username')}
              name="username"
              label={t('password.username')}
              description={t('password.usernameHelp')}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
            />
            <PasswordField
              key={form.key('password')}
              {...form.getInputProps('password')}
              name="password"
              label={t('password.password')}
              autoComplete="current-password"
            />
            <WaitText seconds={wait} />
            <BusyButton type="submit" fullWidth loading={sending} disabled={wait > 0}>
              {t('password.submit')}
            </BusyButton>
            <Anchor component={Link} to="/recover" ta="center">
              {t('password.forgot')}
            </Anchor>
            {onFace && (
              <Button variant="subtle" leftSection={<IconFaceId size={20} aria-hidden />} onClick={onFace}>
                {t('password.useFace')}
              </Button>
            )}
          </Stack>
        </form>
      </Surface>
    </>
  );
}
