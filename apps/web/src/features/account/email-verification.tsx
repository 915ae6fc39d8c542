import type { UserProfile } from '@facegate/contracts';
import { Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sendEmailVerification } from '../../shared/api/mailed-links-api.js';
import { formatMoment } from '../../shared/i18n/format.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { useLinksGoToOperator } from '../../shared/privacy/use-privacy-facts.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { toast } from '../../shared/ui/toast.js';

/** Whether the address was confirmed, and the link to do it. */
export function EmailVerification({ user }: { user: UserProfile }) {
  const { t } = useTranslation('account');
  const errorText = useErrorText();
  const way = useLinksGoToOperator() ? 'operator' : 'mail';
  const send = useMutation({
    mutationFn: sendEmailVerification,
    onSuccess: () => toast('success', t(`profile.link.${way}.made`, { email: user.email })),
  });
  if (user.emailVerified)
    return (
      <Group gap="xs" wrap="nowrap">
        <IconCircleCheck size={20} stroke={1.6} aria-hidden />
        <Text size="sm">{t('profile.verified')}</Text>
      </Group>
    );
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">
        {t('profile.unverified')} {way === 'operator' && t('profile.link.operator.where')}
        {user.confirmEmailBy !== undefined && t('profile.confirmBy', { moment: formatMoment(user.confirmEmailBy) })}
      </Text>
      {send.error && <Notice kind="problem">{errorText(send.error)}</Notice>}
      <BusyButton variant="default" size="sm" loading={send.isPending} onClick={() => send.mutate()}>
        {t(`profile.link.${way}.again`)}
      </BusyButton>
    </Stack>
  );
}
