import type { ChartConfiguration, ChartOptions, TooltipItem } from 'chart.js';
import { type ChartTheme, colorAt, dashAt, type Series } from './palette.js';

export type FormatNumber = (value: number) => string;

const MOVE_MS = 250;

const textFont = ({ font }: ChartTheme) => ({ family: font, size: 12 });

/** A time axis has a few upright labels; names of categories keep all of theirs. */
const axis = (theme: ChartTheme, format?: FormatNumber) => ({
  grid: { color: theme.line, drawTicks: false, display: format !== undefined },
  border: { color: theme.line },
  ticks: {
    color: theme.text,
    font: textFont(theme),
    padding: 8,
    maxRotation: 0,
    autoSkipPadding: 16,
    ...(format ? { callback: (value: string | number) => format(Number(value)) } : {}),
  },
});

function base(theme: ChartTheme): ChartOptions {
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: theme.moves ? { duration: MOVE_MS } : false,
    interaction: { mode: 'index', intersect: false },
  };
}

const tooltip = (theme: ChartTheme, line: (label: string, value: number) => string) => ({
  backgroundColor: theme.surface,
  titleColor: theme.text,
  bodyColor: theme.text,
  borderColor: theme.line,
  borderWidth: 1,
  padding: 10,
  cornerRadius: 8,
  titleFont: { ...textFont(theme), weight: 600 },
  bodyFont: textFont(theme),
  usePointStyle: true,
  callbacks: {
    label: ({ dataset, label, raw }: TooltipItem<'line' | 'bar' | 'doughnut'>) =>
      ` ${line(dataset.label ?? label, typeof raw === 'number' ? raw : Number.NaN)}`,
  },
});

const titled = (label: string, value: string): string => (label ? `${label}: ${value}` : value);

/** Without a neighbour there is no line to see it by. */
const isAlone = (values: readonly (number | null)[], place: number): boolean =>
  (values[place - 1] ?? null) === null && (values[place + 1] ?? null) === null;

export function lineChart(
  theme: ChartTheme,
  labels: readonly string[],
  series: readonly Series[],
  format: FormatNumber,
): ChartConfiguration {
  return {
    type: 'line',
    data: {
      labels: [...labels],
      datasets: series.map(({ label, place, values }) => ({
        label,
        data: [...values],
        borderColor: colorAt(theme, place),
        backgroundColor: colorAt(theme, place),
        borderDash: dashAt(place),
        borderWidth: 2,
        pointRadius: ({ dataIndex }: { dataIndex: number }) => (isAlone(values, dataIndex) ? 3 : 0),
        pointHoverRadius: 4,
        pointHitRadius: 12,
        spanGaps: false,
        tension: 0,
      })),
    },
    options: {
      ...base(theme),
      scales: { x: axis(theme), y: axis(theme, format) },
      plugins: { tooltip: tooltip(theme, (label, value) => titled(label, format(value))) },
    },
  };
}

/** Lies on its side: names of categories are longer than columns are wide. */
export function barChart(
  theme: ChartTheme,
  labels: readonly string[],
  values: readonly (number | null)[],
  format: FormatNumber,
): ChartConfiguration {
  const names = axis(theme);
  const shortened = (_: unknown, index: number): string => {
    const label = labels[index] ?? '';
    return label.length > 18 ? `${label.slice(0, 17)}…` : label;
  };
  return {
    type: 'bar',
    data: {
      labels: [...labels],
      datasets: [{ data: [...values], backgroundColor: colorAt(theme, 0), borderRadius: 4, maxBarThickness: 32 }],
    },
    options: {
      ...base(theme),
      indexAxis: 'y',
      scales: {
        x: { ...axis(theme, format), beginAtZero: true },
        y: { ...names, ticks: { ...names.ticks, autoSkip: false, callback: shortened } },
      },
      interaction: { mode: 'index', axis: 'y', intersect: false },
      plugins: { tooltip: tooltip(theme, (_, value) => format(value)) },
    },
  };
}

export function histogramChart(
  theme: ChartTheme,
  labels: readonly string[],
  counts: readonly number[],
  format: FormatNumber,
): ChartConfiguration {
  return {
    type: 'bar',
    data: {
      labels: [...labels],
      datasets: [{ data: [...counts], backgroundColor: colorAt(theme, 0), categoryPercentage: 1, barPercentage: 0.96 }],
    },
    options: {
      ...base(theme),
      scales: { x: axis(theme), y: { ...axis(theme, format), beginAtZero: true } },
      plugins: { tooltip: tooltip(theme, (_, value) => format(value)) },
    },
  };
}

/** @param slices with one value each */
export function doughnutChart(theme: ChartTheme, slices: readonly Series[], format: FormatNumber): ChartConfiguration {
  return {
    type: 'doughnut',
    data: {
      labels: slices.map(({ label }) => label),
      datasets: [
        {
          data: slices.map(({ values }) => values[0] ?? 0),
          backgroundColor: slices.map(({ place }) => colorAt(theme, place)),
          borderColor: theme.surface,
          borderWidth: slices.length > 1 ? 3 : 0,
          hoverOffset: 6,
        },
      ],
    },
    options: {
      ...base(theme),
      layout: { padding: 8 },
      interaction: { mode: 'nearest', intersect: true },
      plugins: { tooltip: tooltip(theme, (label, value) => titled(label, format(value))) },
    },
  };
}
