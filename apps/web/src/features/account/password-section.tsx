import { PASSWORD_MIN_LENGTH, type UserProfile } from '@facegate/contracts';
import { Group, Stack } from '@mantine/core';
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
import { useChangeFaults } from './use-change-faults.js';

export function PasswordSection({ user }: { user: UserProfile }) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const { faultsOf, faultsOfProblem, otherProblem } = useChangeFaults();
  const form = useForm({
    initialValues: { password: '', currentPassword: '' },
    validate: (values) => faultsOf(changesOf(values, user)),
  });
  const change = useMutation({
    mutationFn: updateAccount,
    onSuccess: async () => {
      form.reset();
      toast('success', t('password.saved'));
      await Promise.all([['sessions'], ['events']].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError: (error) => form.setErrors(faultsOfProblem(error)),
  });
  return (
    <Section title={t('password.title')} text={t('password.text')} anchor="password">
      <form noValidate onSubmit={form.onSubmit((values) => change.mutate(changesOf(values, user)))}>
        {/* For password managers, which store a password under a name. */}
        <input type="text" name="username" autoComplete="username" value={user.username} readOnly hidden />
        <Stack gap="md" maw="28rem">
          {change.error && otherProblem(change.error) && <Notice kind="problem">{otherProblem(change.error)}</Notice>}
          <PasswordField
            {...form.getInputProps('currentPassword')}
            name="currentPassword"
            label={t('password.current')}
            autoComplete="current-password"
          />
          <PasswordField
            {...form.getInputProps('password')}
            name="password"
            label={t('password.new')}
            description={t('password.newHelp', { min: PASSWORD_MIN_LENGTH })}
            autoComplete="new-password"
          />
          <Group>
            <BusyButton type="submit" loading={change.isPending}>
              {t('password.submit')}
            </BusyButton>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
