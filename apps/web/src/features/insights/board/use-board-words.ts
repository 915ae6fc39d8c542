import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '../analysis/analyse.js';
import { chartTheme } from '../charts/palette.js';
import type { DataSource } from '../sources/source.js';
import { useColumnTitle } from '../view/use-column-title.js';
import { useFormats } from '../view/use-formats.js';
import type { BoardWords } from './board-context.js';

/** @param query that of the figures shown, not the one on its way */
export function useMadeBoardWords(source: DataSource, query: Query): BoardWords {
  const { t } = useTranslation('insights');
  const formats = useFormats();
  const columnTitle = useColumnTitle(source.id);
  const scheme = useComputedColorScheme('light');
  const theme = useMemo(() => chartTheme(scheme), [scheme]);
  return useMemo(() => {
    const aggregate = t(`aggregates.${query.aggregate}`);
    const isCount = query.measure === null || query.aggregate === 'count';
    return {
      formats,
      theme,
      columnTitle,
      query,
      what: isCount ? aggregate : t('charts.what', { aggregate, measure: columnTitle(query.measure ?? '') }),
      fileName: (chart) => `${source.name}-${chart}`,
    };
  }, [formats, theme, columnTitle, query, source, t]);
}
