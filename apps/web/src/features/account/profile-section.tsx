import type { UserProfile } from '@facegate/contracts';
import { Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { updateAccount } from '../../shared/api/my-api.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { PasswordField } from '../../shared/ui/password-field.js';
import { Section } from '../../shared/ui/section.js';
import { toast } from '../../shared/ui/toast.js';
import { changesOf } from './account-changes.js';
import { EmailVerification } from './email-verification.js';
import { useChangeFaults } from './use-change-faults.js';

/** Username and e-mail address. */
export function ProfileSection({ user }: { user: UserProfile }) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const { faultsOf, faultsOfProblem, otherProblem } = useChangeFaults();
  const form = useForm({
    initialValues: { username: user.username, email: user.email, currentPassword: '' },
    validate: (values) => faultsOf(changesOf(values, user)),
  });
  const change = useMutation({
    mutationFn: updateAccount,
    onSuccess: async ({ username, email }) => {
      form.setInitialValues({ username, email, currentPassword: '' });
      form.reset();
      toast('success', t('profile.saved'));
      await queries.invalidateQueries({ queryKey: ['events'] });
    },
    onError: (error) => form.setErrors(faultsOfProblem(error)),
  });
  const { email } = changesOf(form.values, user);
  return (
    <Section title={t('profile.title')}>
      <form noValidate onSubmit={form.onSubmit((values) => change.mutate(changesOf(values, user)))}>
        <Stack gap="md" maw="28rem">
          {change.error && otherProblem(change.error) && <Notice kind="problem">{otherProblem(change.error)}</Notice>}
          <TextInput
            {...form.getInputProps('username')}
            name="username"
            label={t('profile.username')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <TextInput
            {...form.getInputProps('email')}
            name="email"
            type="email"
            label={t('profile.email')}
            autoComplete="email"
          />
          {email === undefined && <EmailVerification user={user} />}
          {email !== undefined && (
            <PasswordField
              {...form.getInputProps('currentPassword')}
              name="currentPassword"
              label={t('profile.currentPassword')}
              description={t('profile.currentPasswordHelp')}
              autoComplete="current-password"
            />
          )}
          <Group>
            <BusyButton type="submit" disabled={!form.isDirty()} loading={change.isPending}>
              {t('profile.submit')}
            </BusyButton>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
