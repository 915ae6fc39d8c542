import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bin } from '../analysis/histogram.js';
import { ChartCard } from '../charts/chart-card.js';
import { histogramChart } from '../charts/chart-configs.js';
import type { ChartTable } from '../charts/chart-table.js';
import { useBoardWords } from './board-context.js';

interface DistributionCardProps {
  bins: readonly Bin[];
  measure: string;
}

/** The histogram: how many rows have which value. */
export function DistributionCard({ bins, measure }: DistributionCardProps) {
  const { t } = useTranslation('insights');
  const { formats, theme, columnTitle, fileName } = useBoardWords();
  const edge = useMemo(() => {
    const [first] = bins;
    return (value: number) => formats.step(value, first ? first.to - first.from : 0);
  }, [bins, formats]);
  const config = useMemo(
    () =>
      histogramChart(
        theme,
        bins.map(({ from, to }) => t('figures.from_to', { from: edge(from), to: edge(to) })),
        bins.map(({ count }) => count),
        formats.number,
      ),
    [theme, bins, edge, formats, t],
  );
  const table = useMemo(
    (): ChartTable => ({
      columns: [t('charts.from'), t('charts.to'), t('charts.rows')],
      rows: bins.map(({ from, to, count }) => [edge(from), edge(to), formats.number(count)]),
      data: bins.map(({ from, to, count }) => [from, to, count]),
    }),
    [bins, edge, formats, t],
  );
  return (
    <ChartCard
      title={t('charts.distribution')}
      text={t('charts.distributionText', { measure: columnTitle(measure) })}
      theme={theme}
      config={config}
      table={table}
      fileName={fileName('distribution')}
    />
  );
}
