import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Column } from '../shared/ui/column.js';
import { StepHeading } from '../shared/ui/step-heading.js';

export function CrashPage() {
  const { t } = useTranslation();
  return (
    <Column narrow>
      <StepHeading>{t('crash.title')}</StepHeading>
      <Text c="dimmed">{t('crash.text')}</Text>
      <Group>
        <Button onClick={() => window.location.reload()}>{t('actions.reload')}</Button>
        <Button variant="default" component="a" href="/">
          {t('actions.home')}
        </Button>
      </Group>
    </Column>
  );
}
