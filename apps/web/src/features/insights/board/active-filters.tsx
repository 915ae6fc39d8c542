import { Button, Group } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Filters, NO_FILTERS } from '../analysis/filters.js';
import { type ActiveFilter, activeFilters, withoutFilter } from '../view/change-filters.js';
import type { Formats } from '../view/use-formats.js';

interface ActiveFiltersProps {
  filters: Filters;
  /** The column that the dates are about. */
  date: string | null;
  formats: Formats;
  columnTitle: (name: string) => string;
  onChange: (filters: Filters) => void;
}

/** Which filters are on, in words, each to be taken away. */
export function ActiveFilters({ filters, date, formats, columnTitle, onChange }: ActiveFiltersProps) {
  const { t } = useTranslation('insights');
  const active = activeFilters(filters);
  if (active.length === 0) return null;

  const words = (filter: ActiveFilter): string => {
    if (filter.kind === 'dates') {
      const column = columnTitle(date ?? '');
      const { from, to } = filter;
      if (from === null) return t('filters.until', { column, to: formats.moment(to ?? 0) });
      if (to === null) return t('filters.since', { column, from: formats.moment(from) });
      return t('filters.between', { column, from: formats.moment(from), to: formats.moment(to) });
    }
    const column = columnTitle(filter.column);
    if (filter.kind === 'labels') {
      const values = filter.labels.map((label) => formats.subject({ kind: 'label', label })).join(', ');
      return t('filters.values', { column, values });
    }
    const { min, max } = filter.range;
    if (min === null) return t('filters.most', { column, max: formats.number(max ?? 0) });
    if (max === null) return t('filters.least', { column, min: formats.number(min) });
    return t('filters.between', { column, from: formats.number(min), to: formats.number(max) });
  };

  return (
    <Group gap="xs" component="section" aria-label={t('filters.active')}>
      {active.map((filter) => {
        const text = words(filter);
        return (
          <Button
            key={text}
            size="compact-sm"
            variant="light"
            rightSection={<IconX size={14} aria-hidden />}
            aria-label={t('filters.remove', { filter: text })}
            onClick={() => onChange(withoutFilter(filters, filter))}
          >
            {text}
          </Button>
        );
      })}
      <Button size="compact-sm" variant="subtle" onClick={() => onChange(NO_FILTERS)}>
        {t('filters.clear')}
      </Button>
    </Group>
  );
}
