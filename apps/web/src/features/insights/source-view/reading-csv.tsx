import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../../shared/ui/surface.js';

interface ReadingCsvProps {
  name: string;
  /** 0 to 1. */
  share: number;
  onCancel: () => void;
}

export function ReadingCsv({ name, share, onCancel }: ReadingCsvProps) {
  const { t } = useTranslation(['insights', 'common']);
  return (
    <Surface>
      <Stack gap="md">
        <Text component="output">{t('csv.opening', { name })}</Text>
        <Progress.Root size="lg">
          <Progress.Section value={share * 100} aria-label={t('csv.progress')} />
        </Progress.Root>
        <Group>
          <Button variant="default" onClick={onCancel}>
            {t('common:actions.cancel')}
          </Button>
        </Group>
      </Stack>
    </Surface>
  );
}
