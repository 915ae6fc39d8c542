import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SourceId } from '../sources/source.js';

interface SourceChoiceProps {
  sources: readonly SourceId[];
  value: SourceId;
  onChange: (source: SourceId) => void;
}

export function SourceChoice({ sources, value, onChange }: SourceChoiceProps) {
  const { t } = useTranslation('insights');
  return (
    <SegmentedControl
      aria-label={t('source.label')}
      data={sources.map((id) => ({ value: id, label: t(`source.${id}`) }))}
      value={value}
      onChange={onChange}
      radius="xl"
      size="md"
      style={{ alignSelf: 'flex-start' }}
    />
  );
}
