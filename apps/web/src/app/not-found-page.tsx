import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Column } from '../shared/ui/column.js';
import { RouterButton } from '../shared/ui/router-button.js';
import { StepHeading } from '../shared/ui/step-heading.js';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Column narrow>
      <StepHeading>{t('notFound.title')}</StepHeading>
      <Text c="dimmed">{t('notFound.text')}</Text>
      <Group>
        <RouterButton to="/">{t('actions.home')}</RouterButton>
      </Group>
    </Column>
  );
}
