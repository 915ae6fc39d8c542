import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group } from '../analysis/groups.js';
import { ChartCard } from '../charts/chart-card.js';
import { barChart } from '../charts/chart-configs.js';
import type { ChartTable } from '../charts/chart-table.js';
import { useBoardWords } from './board-context.js';

interface ComparisonCardProps {
  groups: readonly Group[];
  category: string;
}

/** The bar chart: one category's labels side by side. */
export function ComparisonCard({ groups, category }: ComparisonCardProps) {
  const { t } = useTranslation('insights');
  const { formats, theme, what, columnTitle, fileName } = useBoardWords();
  const labels = useMemo(() => groups.map(({ subject }) => formats.subject(subject)), [groups, formats]);
  const config = useMemo(
    () =>
      barChart(
        theme,
        labels,
        groups.map(({ value }) => value),
        formats.number,
      ),
    [theme, labels, groups, formats],
  );
  const table = useMemo(
    (): ChartTable => ({
      columns: [columnTitle(category), what, t('charts.rows')],
      rows: groups.map(({ value, rows }, index) => [
        labels[index] ?? '',
        formats.orNothing(value),
        formats.number(rows),
      ]),
      data: groups.map(({ value, rows }, index) => [labels[index] ?? '', value, rows]),
    }),
    [groups, labels, formats, columnTitle, category, what, t],
  );
  return (
    <ChartCard
      title={t('charts.comparison')}
      text={t('charts.comparisonText', { what, category: columnTitle(category) })}
      theme={theme}
      config={config}
      table={table}
      fileName={fileName('comparison')}
    />
  );
}
