import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnInfo } from '../analysis/describe.js';
import type { Filters, NumberRange } from '../analysis/filters.js';
import { withRange } from '../view/change-filters.js';
import { CommittedInput } from '../../../shared/ui/committed-input.js';

interface RangeFilterProps {
  numbers: readonly Extract<ColumnInfo, { kind: 'number' }>[];
  filters: Filters;
  columnTitle: (name: string) => string;
  onChange: (filters: Filters) => void;
}

const textOf = (value: number | null): string => (value === null ? '' : String(value));
const valueOf = (text: string): number | null => (text === '' ? null : Number(text));

/** From and to of one column of numbers; every column can have its own. */
export function RangeFilter({ numbers, filters, columnTitle, onChange }: RangeFilterProps) {
  const { t } = useTranslation('insights');
  const [chosen, setChosen] = useState((numbers.find(({ name }) => filters.ranges[name]) ?? numbers[0])?.name ?? '');
  const column = numbers.find(({ name }) => name === chosen);
  if (!column) return null;
  const range = filters.ranges[chosen] ?? { min: null, max: null };
  const change = (part: Partial<NumberRange>): void => onChange(withRange(filters, chosen, { ...range, ...part }));
  return (
    <>
      <NativeSelect
        label={t('filters.number')}
        data={numbers.map(({ name }) => ({ value: name, label: columnTitle(name) }))}
        value={chosen}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <CommittedInput
        key={`${chosen} min`}
        type="number"
        label={t('filters.min')}
        placeholder={textOf(column.extent?.min ?? null)}
        value={textOf(range.min)}
        onCommit={(value) => change({ min: valueOf(value) })}
      />
      <CommittedInput
        key={`${chosen} max`}
        type="number"
        label={t('filters.max')}
        placeholder={textOf(column.extent?.max ?? null)}
        value={textOf(range.max)}
        onCommit={(value) => change({ max: valueOf(value) })}
      />
    </>
  );
}
