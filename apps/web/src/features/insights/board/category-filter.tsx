import { MultiSelect, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnInfo } from '../analysis/describe.js';
import type { Filters } from '../analysis/filters.js';
import { withLabels } from '../view/change-filters.js';

/** So many have a field each; more are chosen from. */
const MOST_FIELDS = 3;
/** Of a thousand labels, those that fit what is typed. */
const MOST_OPTIONS = 100;

interface CategoryFilterProps {
  categories: readonly Extract<ColumnInfo, { kind: 'category' }>[];
  filters: Filters;
  columnTitle: (name: string) => string;
  onChange: (filters: Filters) => void;
}

export function CategoryFilter({ categories, filters, columnTitle, onChange }: CategoryFilterProps) {
  const { t } = useTranslation('insights');
  const [chosen, setChosen] = useState(categories[0]?.name ?? '');
  const choosing = categories.length > MOST_FIELDS;
  const shown = choosing ? categories.filter(({ name }) => name === chosen) : categories;
  return (
    <>
      {choosing && (
        <NativeSelect
          label={t('filters.which')}
          data={categories.map(({ name }) => ({ value: name, label: columnTitle(name) }))}
          value={chosen}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
      )}
      {shown.map(({ name, labels }) => {
        const wanted = filters.labels[name] ?? [];
        return (
          <MultiSelect
            key={name}
            label={columnTitle(name)}
            {...(wanted.length === 0 ? { placeholder: t('filters.all') } : {})}
            data={labels.map((label) => ({ value: label, label: label === '' ? t('charts.empty') : label }))}
            value={[...wanted]}
            onChange={(values) => onChange(withLabels(filters, name, values))}
            searchable
            limit={MOST_OPTIONS}
            maxDropdownHeight={280}
          />
        );
      })}
    </>
  );
}
