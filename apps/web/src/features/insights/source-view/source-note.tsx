import { Anchor, Button, Group, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { Opened } from '../engine/protocol.js';
import type { DataSource } from '../sources/source.js';

const NOAA = 'https://www.ncei.noaa.gov/cdo-web/';
const VEGA_DATASETS = 'https://github.com/vega/vega-datasets';

interface SourceNoteProps {
  source: DataSource;
  opened: Opened;
  onAnother: (() => void) | null;
}

/** What the data are, where they come from and how much of them there is. */
export function SourceNote({ source, opened, onAnother }: SourceNoteProps) {
  const { t } = useTranslation('insights');
  const { rowCount, columns, skipped } = opened;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t(`source.about.${source.id}`, { name: source.name })}{' '}
        {t('source.size', { count: rowCount, columns: columns.length })}{' '}
        {skipped > 0 && t('faults.skipped', { count: skipped })}
        {source.id === 'weather' && (
          <Trans
            t={t}
            i18nKey="source.weatherCredit"
            components={{
              noaa: <Anchor size="sm" href={NOAA} />,
              vega: <Anchor size="sm" href={VEGA_DATASETS} />,
            }}
          />
        )}
      </Text>
      {onAnother && (
        <Group mt="xs">
          <Button size="compact-sm" variant="default" onClick={onAnother}>
            {t('source.another')}
          </Button>
        </Group>
      )}
    </div>
  );
}
