import type { UserProfile } from '@facegate/contracts';
import { Button, Group, Text } from '@mantine/core';
import { IconCamera, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActivateFaceLogIn } from '../../shared/faces/activate-face-log-in.js';
import { Column } from '../../shared/ui/column.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { StepHeading } from '../../shared/ui/step-heading.js';

/** The account is made. One that was made from files lacks a live check, which can be done here or later. */
export function DoneStep({ user }: { user: UserProfile }) {
  const { t } = useTranslation('signUp');
  const [check, setCheck] = useState<'later' | 'now' | 'done'>('later');
  const isPending = user.faceLogIn === 'pending' && check !== 'done';
  const toDashboard = (variant: 'filled' | 'default') => (
    <RouterButton to="/dashboard" replace variant={variant}>
      {t(isPending ? 'done.later' : 'done.go')}
    </RouterButton>
  );
  if (check === 'now') {
    return (
      <Column narrow>
        <StepHeading>{t('done.check')}</StepHeading>
        <ActivateFaceLogIn onDone={() => setCheck('done')} otherWays={toDashboard('default')} />
      </Column>
    );
  }
  return (
    <Column narrow>
      <IconCircleCheck size={56} stroke={1.25} color="var(--fg-accent)" aria-hidden />
      <StepHeading key={check}>{t('done.title', { name: user.username })}</StepHeading>
      <Text c="dimmed">{t(isPending ? 'done.pending' : 'done.text')}</Text>
      <Group>
        {isPending && (
          <Button leftSection={<IconCamera size={18} aria-hidden />} onClick={() => setCheck('now')}>
            {t('done.checkNow')}
          </Button>
        )}
        {toDashboard(isPending ? 'default' : 'filled')}
      </Group>
    </Column>
  );
}
