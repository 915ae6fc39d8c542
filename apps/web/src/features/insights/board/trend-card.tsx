import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trend } from '../analysis/trend.js';
import { ChartCard } from '../charts/chart-card.js';
import { lineChart } from '../charts/chart-configs.js';
import type { ChartTable } from '../charts/chart-table.js';
import { useHidden } from '../charts/use-hidden.js';
import { useBoardWords } from './board-context.js';
import { ZoomSlider } from './zoom-slider.js';

interface Stretch {
  first: number;
  last: number;
}

/** The line chart: all of time, or a stretch of it. */
export function TrendCard({ trend }: { trend: Trend }) {
  const { t } = useTranslation('insights');
  const { formats, theme, what, query, columnTitle, fileName } = useBoardWords();
  const { hidden, toggle } = useHidden();
  const everything: Stretch = { first: 0, last: trend.starts.length - 1 };
  const [{ of, stretch }, setZoom] = useState<{ of: Trend; stretch: Stretch }>({ of: trend, stretch: everything });
  // A stretch of other points means nothing here.
  const isSame =
    of.bucket === trend.bucket && of.starts.length === trend.starts.length && of.starts[0] === trend.starts[0];
  const { first, last } = isSame ? stretch : everything;
  const zoom = (from: number, to: number): void => setZoom({ of: trend, stretch: { first: from, last: to } });

  const labels = useMemo(() => trend.starts.map((start) => formats.bucket(start, trend.bucket)), [formats, trend]);
  const series = useMemo(
    () => trend.lines.map(({ subject, values }, place) => ({ label: formats.subject(subject), place, values })),
    [formats, trend],
  );
  const shown = useMemo(
    () =>
      series
        .filter(({ label }) => !hidden.has(label))
        .map((line) => ({ ...line, values: line.values.slice(first, last + 1) })),
    [series, hidden, first, last],
  );
  const config = useMemo(
    () => lineChart(theme, labels.slice(first, last + 1), shown, formats.number),
    [theme, labels, shown, formats, first, last],
  );
  const table = useMemo((): ChartTable => {
    const starts = trend.starts.slice(first, last + 1);
    return {
      columns: [query.date ? columnTitle(query.date) : '', ...shown.map(({ label }) => label)],
      rows: starts.map((start, index) => [
        formats.bucket(start, trend.bucket),
        ...shown.map(({ values }) => formats.orNothing(values[index])),
      ]),
      data: starts.map((start, index) => [
        new Date(start).toISOString().slice(0, trend.bucket === 'hour' ? 16 : 10),
        ...shown.map(({ values }) => values[index] ?? null),
      ]),
    };
  }, [trend, shown, first, last, formats, query.date, columnTitle]);

  return (
    <ChartCard
      title={t('charts.trend')}
      text={t('charts.trendText', { what, bucket: t(`buckets.${trend.bucket}`) })}
      theme={theme}
      config={config}
      table={table}
      fileName={fileName('trend')}
      legend={{ series, hidden, onToggle: toggle }}
      onDragRange={(from, to) => zoom(first + from, first + to)}
    >
      {trend.starts.length > 2 && <ZoomSlider labels={labels} first={first} last={last} onZoom={zoom} />}
    </ChartCard>
  );
}
