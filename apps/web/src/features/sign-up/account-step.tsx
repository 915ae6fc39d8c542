import { PASSWORD_MIN_LENGTH, type AccountFields } from '@facegate/contracts';
import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  ACCOUNT_FIELDS,
  accountFaults,
  type AccountField,
  type AccountFaults,
} from '../../shared/account/account-faults.js';
import { useFieldSentence } from '../../shared/account/use-field-sentence.js';
import { PasswordField } from '../../shared/ui/password-field.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';

interface AccountStepProps {
  account: AccountFields | null;
  /** What the server said about these fields. */
  faults: AccountFaults;
  onAccount: (account: AccountFields) => void;
}

const EMPTY: AccountFields = { username: '', email: '', password: '' };

function focusFirst(faults: object, form: HTMLFormElement | null): void {
  const first = ACCOUNT_FIELDS.find((field) => field in faults);
  if (first) form?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
}

export function AccountStep({ account, faults, onAccount }: AccountStepProps) {
  const { t } = useTranslation('signUp');
  const formElement = useRef<HTMLFormElement>(null);

  const sentence = useFieldSentence();
  const sentences = (found: AccountFaults): Partial<Record<AccountField, string>> =>
    Object.fromEntries(
      ACCOUNT_FIELDS.flatMap((field) => (found[field] ? [[field, sentence(field, found[field])]] : [])),
    );

  const form = useForm<AccountFields>({
    mode: 'uncontrolled',
    initialValues: account ?? EMPTY,
    initialErrors: sentences(faults),
    validateInputOnBlur: true,
    validate: (values) => sentences(accountFaults(values)),
  });

  useEffect(() => {
    focusFirst(faults, formElement.current);
  }, [faults]);

  return (
    <>
      <StepHeading>{t('account.title')}</StepHeading>
      <Text c="dimmed">{t('account.text')}</Text>
      <Surface>
        <form
          ref={formElement}
          noValidate
          onSubmit={(event) => form.onSubmit(onAccount, (errors) => focusFirst(errors, formElement.current))(event)}
        >
          <Stack gap="md">
            <TextInput
              key={form.key('username')}
              {...form.getInputProps('username')}
              name="username"
              label={t('account.username')}
              description={t('account.usernameHelp')}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
            />
            <TextInput
              key={form.key('email')}
              {...form.getInputProps('email')}
              name="email"
              type="email"
              label={t('account.email')}
              autoComplete="email"
            />
            <PasswordField
              key={form.key('password')}
              {...form.getInputProps('password')}
              name="password"
              label={t('account.password')}
              description={t('account.passwordHelp', { min: PASSWORD_MIN_LENGTH })}
              autoComplete="new-password"
            />
            <Button type="submit" fullWidth mt="xs">
              {t('account.submit')}
            </Button>
          </Stack>
        </form>
      </Surface>
      <Text ta="center">
        {t('account.haveAccount')}{' '}
        <Anchor component={Link} to="/log-in">
          {t('account.logIn')}
        </Anchor>
      </Text>
    </>
  );
}
