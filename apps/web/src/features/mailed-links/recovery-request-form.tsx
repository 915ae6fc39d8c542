import { Anchor, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { someAccountFaults } from '../../shared/account/account-faults.js';
import { useFieldSentence } from '../../shared/account/use-field-sentence.js';
import { beginRecovery } from '../../shared/api/mailed-links-api.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { useLinksGoToOperator } from '../../shared/privacy/use-privacy-facts.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';

/** The answer is the same for every address: nobody learns here who has an account. */
export function RecoveryRequestForm() {
  const { t } = useTranslation('mailedLinks');
  const sentence = useFieldSentence();
  const errorText = useErrorText();
  const way = useLinksGoToOperator() ? 'operator' : 'mail';
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '' },
    validate: (values) => {
      const { email } = someAccountFaults(values);
      return email ? { email: sentence('email', email) } : {};
    },
  });

  const submit = async (email: string): Promise<void> => {
    setSending(true);
    setProblem(null);
    try {
      await beginRecovery({ email: email.trim() });
      setSentTo(email.trim());
    } catch (error) {
      setProblem(errorText(error));
    }
    setSending(false);
  };

  return (
    <>
      <StepHeading>{t('recover.title')}</StepHeading>
      <Text c="dimmed">{t(`recover.${way}.lead`)}</Text>
      <Surface>
        <form noValidate onSubmit={form.onSubmit(({ email }) => void submit(email))}>
          <Stack gap="md">
            {problem && <Notice kind="problem">{problem}</Notice>}
            {sentTo && (
              <Notice kind="success" title={t(`recover.${way}.sentTitle`)}>
                {t(`recover.${way}.sent`, { email: sentTo })}
              </Notice>
            )}
            <TextInput
              key={form.key('email')}
              {...form.getInputProps('email')}
              name="email"
              type="email"
              label={t('recover.email')}
              autoComplete="email"
            />
            <BusyButton type="submit" fullWidth loading={sending}>
              {t(`recover.${way}.submit`)}
            </BusyButton>
            <Text size="sm" c="dimmed">
              {t('recover.unconfirmed')}
            </Text>
          </Stack>
        </form>
      </Surface>
      <Text ta="center">
        <Anchor component={Link} to="/log-in">
          {t('recover.toLogIn')}
        </Anchor>
      </Text>
    </>
  );
}
