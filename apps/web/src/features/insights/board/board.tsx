import { Button, Group, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shared/ui/notice.js';
import { type Filters, NO_FILTERS } from '../analysis/filters.js';
import type { DataEngine } from '../engine/data-engine.js';
import { useAnalysis } from '../engine/use-analysis.js';
import type { DataSource } from '../sources/source.js';
import { resolveQuery } from '../view/resolve-query.js';
import { useWish } from '../view/use-wish.js';
import { withSuggestion } from '../view/wish.js';
import { ActiveFilters } from './active-filters.js';
import { BoardWordsProvider } from './board-context.js';
import { BoardSkeleton } from './board-skeleton.js';
import { Charts } from './charts.js';
import { Controls } from './controls.js';
import { useMadeBoardWords } from './use-board-words.js';

interface BoardProps {
  source: DataSource;
  engine: DataEngine;
}

/** One data set: what to show of it, and what that comes to. */
export function Board({ source, engine }: BoardProps) {
  const { t } = useTranslation('insights');
  const { wish, changeWish } = useWish();
  const { columns, rowCount } = engine.opened;
  const query = useMemo(() => resolveQuery(withSuggestion(wish, source.suggestion), columns), [wish, source, columns]);
  const { answered, failed } = useAnalysis(engine, query);
  const words = useMadeBoardWords(source, answered?.query ?? query);
  const { formats, columnTitle } = words;
  const matched = answered?.analysis.matched ?? null;
  const changeFilters = (filters: Filters): void => changeWish({ filters });

  return (
    <Stack gap="lg">
      <Controls
        columns={columns}
        query={query}
        drawn={answered?.analysis.trend?.bucket ?? null}
        columnTitle={columnTitle}
        onChange={changeWish}
      />
      <Stack gap="xs">
        <Text component="output">
          {matched !== null &&
            (matched === rowCount
              ? t('filters.everything', { count: rowCount })
              : t('filters.matched', { matched, count: rowCount }))}
        </Text>
        <ActiveFilters
          filters={query.filters}
          date={query.date}
          formats={formats}
          columnTitle={columnTitle}
          onChange={changeFilters}
        />
      </Stack>
      {failed && <Notice kind="problem">{t('failed.analysis')}</Notice>}
      {!answered && !failed && <BoardSkeleton />}
      {matched === 0 && (
        <Notice kind="info" title={t('filters.nothing')}>
          {t('filters.nothingText')}
          <Group mt="sm">
            <Button size="xs" variant="default" onClick={() => changeFilters(NO_FILTERS)}>
              {t('filters.clear')}
            </Button>
          </Group>
        </Notice>
      )}
      {answered && matched !== 0 && (
        <BoardWordsProvider value={words}>
          <Charts analysis={answered.analysis} />
        </BoardWordsProvider>
      )}
    </Stack>
  );
}
