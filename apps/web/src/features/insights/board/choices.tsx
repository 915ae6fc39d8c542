import { NativeSelect, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Bucket, BUCKETS } from '../analysis/buckets.js';
import type { ColumnInfo } from '../analysis/describe.js';
import { type Aggregate, AGGREGATES } from '../analysis/tally.js';
import type { Query } from '../analysis/analyse.js';
import { columnsOf } from '../view/resolve-query.js';
import type { Wish } from '../view/wish.js';

interface ChoicesProps {
  columns: readonly ColumnInfo[];
  query: Query;
  /** The bucket that was drawn. */
  drawn: Bucket | null;
  columnTitle: (name: string) => string;
  onChange: (change: Partial<Wish>) => void;
}

/** What to show: measure, aggregate, category, lines, dates. Only what there is a choice in. */
export function Choices({ columns, query, drawn, columnTitle, onChange }: ChoicesProps) {
  const { t } = useTranslation('insights');
  const options = (kind: 'number' | 'category' | 'date') =>
    columnsOf(columns, kind).map(({ name }) => ({ value: name, label: columnTitle(name) }));
  const numbers = options('number');
  const categories = options('category');
  const dates = options('date');
  const automatic =
    drawn && !query.bucket ? t('choices.auto', { bucket: t(`buckets.${drawn}`) }) : t('choices.autoPlain');
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="md">
      {numbers.length > 0 && (
        <NativeSelect
          label={t('choices.measure')}
          data={numbers}
          value={query.measure ?? ''}
          onChange={({ currentTarget }) => onChange({ measure: currentTarget.value })}
        />
      )}
      {numbers.length > 0 && (
        <NativeSelect
          label={t('choices.aggregate')}
          data={AGGREGATES.map((value) => ({ value, label: t(`aggregates.${value}`) }))}
          value={query.aggregate}
          onChange={({ currentTarget }) => onChange({ aggregate: currentTarget.value as Aggregate })}
        />
      )}
      {categories.length > 0 && (
        <NativeSelect
          label={t('choices.category')}
          data={categories}
          value={query.category ?? ''}
          onChange={({ currentTarget }) => onChange({ category: currentTarget.value })}
        />
      )}
      {categories.length > 0 && dates.length > 0 && (
        <NativeSelect
          label={t('choices.split')}
          data={[{ value: '', label: t('choices.oneLine') }, ...categories]}
          value={query.split ?? ''}
          onChange={({ currentTarget }) => onChange({ split: currentTarget.value })}
        />
      )}
      {dates.length > 1 && (
        <NativeSelect
          label={t('choices.date')}
          data={dates}
          value={query.date ?? ''}
          onChange={({ currentTarget }) => onChange({ date: currentTarget.value })}
        />
      )}
      {dates.length > 0 && (
        <NativeSelect
          label={t('choices.bucket')}
          data={[{ value: '', label: automatic }, ...BUCKETS.map((value) => ({ value, label: t(`buckets.${value}`) }))]}
          value={query.bucket ?? ''}
          onChange={({ currentTarget }) => onChange({ bucket: (currentTarget.value || null) as Bucket | null })}
        />
      )}
    </SimpleGrid>
  );
}
