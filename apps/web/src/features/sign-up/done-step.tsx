import type { UserProfile } from '@facegate/contracts';
import { Group, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Column } from '../../shared/ui/column.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { StepHeading } from '../../shared/ui/step-heading.js';

export function DoneStep({ user }: { user: UserProfile }) {
  const { t } = useTranslation('signUp');
  return (
    <Column narrow>
      <IconCircleCheck size={56} stroke={1.25} color="var(--fg-accent)" aria-hidden />
      <StepHeading>{t('done.title', { name: user.username })}</StepHeading>
      <Text c="dimmed">{t('done.text')}</Text>
      <Group>
        <RouterButton to="/dashboard" replace>
          {t('done.go')}
        </RouterButton>
      </Group>
    </Column>
  );
}
