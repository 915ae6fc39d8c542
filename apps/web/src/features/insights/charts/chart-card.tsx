import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconTable } from '@tabler/icons-react';
import type { ChartConfiguration } from 'chart.js';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../../shared/ui/surface.js';
import { chartPicture } from './chart-picture.js';
import { type ChartTable, csvOf } from './chart-table.js';
import { saveFile } from '../../../shared/ui/save-file.js';
import { FigureTable } from './figure-table.js';
import { Legend } from './legend.js';
import { type ChartTheme, colorAt, type Series } from './palette.js';
import { Plot } from './plot.js';

interface ChartCardProps {
  title: string;
  /** What is drawn, in words. */
  text: string;
  theme: ChartTheme;
  config: ChartConfiguration;
  table: ChartTable;
  /** Without the ending. */
  fileName: string;
  /** With more than one thing in it: what the colours stand for. */
  legend?: { series: readonly Series[]; hidden: ReadonlySet<string>; onToggle: (label: string) => void };
  onDragRange?: (first: number, last: number) => void;
  /** Below the chart. */
  children?: ReactNode;
}

/** A chart with its legend, the table behind it, and its downloads. */
export function ChartCard({
  title,
  text,
  theme,
  config,
  table,
  fileName,
  legend,
  onDragRange,
  children,
}: ChartCardProps) {
  const { t } = useTranslation('insights');
  const [tableVisible, setTableVisible] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const titleId = useId();
  const shown = legend?.series.filter(({ label }) => !legend.hidden.has(label)) ?? [];

  const savePicture = async (): Promise<void> => {
    if (!canvas.current) return;
    const entries = shown.map(({ label, place }) => ({ label, color: colorAt(theme, place) }));
    saveFile(await chartPicture(canvas.current, { title, text, legend: entries }, theme), `${fileName}.png`);
  };
  const saveCsv = (): void =>
    saveFile(new Blob([`\uFEFF${csvOf(table)}`], { type: 'text/csv;charset=utf-8' }), `${fileName}.csv`);

  const tool = { size: 'compact-sm', variant: 'subtle' } as const;
  return (
    <section aria-labelledby={titleId}>
      <Surface h="100%">
        <Stack gap="md">
          <Group justify="space-between" align="flex-start" gap="xs">
            <div>
              <Title order={2} size="h3" id={titleId}>
                {title}
              </Title>
              <Text size="sm" c="dimmed">
                {text}
              </Text>
            </div>
            <Group gap={2}>
              <Button
                {...tool}
                leftSection={<IconTable size={16} aria-hidden />}
                aria-pressed={tableVisible}
                aria-label={t('charts.showTable', { title })}
                onClick={() => setTableVisible((visible) => !visible)}
              >
                {t('charts.table')}
              </Button>
              <Button
                {...tool}
                leftSection={<IconDownload size={16} aria-hidden />}
                aria-label={t('charts.downloadPng', { title })}
                onClick={() => void savePicture()}
              >
                {t('charts.png')}
              </Button>
              <Button
                {...tool}
                leftSection={<IconDownload size={16} aria-hidden />}
                aria-label={t('charts.downloadCsv', { title })}
                onClick={saveCsv}
              >
                {t('charts.csv')}
              </Button>
            </Group>
          </Group>
          {legend && legend.series.length > 1 && <Legend theme={theme} {...legend} />}
          {legend && shown.length === 0 ? (
            <Text c="dimmed">{t('charts.hidden')}</Text>
          ) : (
            <Plot
              config={config}
              label={t('charts.canvas', { title, text })}
              canvasRef={canvas}
              onDragRange={onDragRange}
            />
          )}
          {children}
          <FigureTable table={table} caption={t('charts.tableOf', { title, text })} visible={tableVisible} />
        </Stack>
      </Surface>
    </section>
  );
}
