import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Breakdown } from '../analysis/analyse.js';
import { ChartCard } from '../charts/chart-card.js';
import { doughnutChart } from '../charts/chart-configs.js';
import type { ChartTable } from '../charts/chart-table.js';
import { useHidden } from '../charts/use-hidden.js';
import { useBoardWords } from './board-context.js';

interface BreakdownCardProps {
  breakdown: Breakdown;
  category: string;
}

/** The pie: shares of what is switched on. */
export function BreakdownCard({ breakdown, category }: BreakdownCardProps) {
  const { t } = useTranslation('insights');
  const { formats, theme, query, columnTitle, fileName } = useBoardWords();
  const { hidden, toggle } = useHidden();
  const ofSum = breakdown.of === 'sum';
  const series = useMemo(
    () =>
      breakdown.slices.map(({ subject, value }, place) => ({
        label: formats.subject(subject),
        place,
        values: [value],
      })),
    [breakdown, formats],
  );
  const shown = useMemo(() => series.filter(({ label }) => !hidden.has(label)), [series, hidden]);
  const total = shown.reduce((sum, { values }) => sum + (values[0] ?? 0), 0);
  const config = useMemo(
    () =>
      doughnutChart(theme, shown, (value) =>
        total > 0 ? `${formats.number(value)} (${formats.share(value / total)})` : formats.number(value),
      ),
    [theme, shown, formats, total],
  );
  const table = useMemo((): ChartTable => {
    const share = (value: number): number => (total > 0 ? value / total : 0);
    const cells = shown.map(({ label, values }) => [label, values[0] ?? 0] as const);
    return {
      columns: [columnTitle(category), ofSum ? t('aggregates.sum') : t('charts.rows'), t('charts.share')],
      rows: cells.map(([label, value]) => [label, formats.number(value), formats.share(share(value))]),
      data: cells.map(([label, value]) => [label, value, share(value)]),
    };
  }, [shown, total, ofSum, formats, columnTitle, category, t]);

  return (
    <ChartCard
      title={t('charts.breakdown')}
      text={
        ofSum && query.measure
          ? t('charts.breakdownSum', { measure: columnTitle(query.measure), category: columnTitle(category) })
          : t('charts.breakdownRows', { category: columnTitle(category) })
      }
      theme={theme}
      config={config}
      table={table}
      fileName={fileName('breakdown')}
      legend={{ series, hidden, onToggle: toggle }}
    />
  );
}
