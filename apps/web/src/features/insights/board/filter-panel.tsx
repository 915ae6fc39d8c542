import { SimpleGrid } from '@mantine/core';
import type { Query } from '../analysis/analyse.js';
import type { ColumnInfo } from '../analysis/describe.js';
import type { Filters } from '../analysis/filters.js';
import { columnsOf } from '../view/resolve-query.js';
import { CategoryFilter } from './category-filter.js';
import { DateFilter } from './date-filter.js';
import { RangeFilter } from './range-filter.js';

interface FilterPanelProps {
  columns: readonly ColumnInfo[];
  query: Query;
  columnTitle: (name: string) => string;
  onChange: (filters: Filters) => void;
}

export function FilterPanel({ columns, query, columnTitle, onChange }: FilterPanelProps) {
  const { filters } = query;
  const date = columnsOf(columns, 'date').find(({ name }) => name === query.date);
  const categories = columnsOf(columns, 'category');
  const numbers = columnsOf(columns, 'number');
  const common = { filters, columnTitle, onChange };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="md">
      {date && <DateFilter extent={date.extent} filters={filters} onChange={onChange} />}
      {categories.length > 0 && <CategoryFilter categories={categories} {...common} />}
      {numbers.length > 0 && <RangeFilter numbers={numbers} {...common} />}
    </SimpleGrid>
  );
}
