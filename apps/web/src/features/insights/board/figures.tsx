import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../../shared/ui/surface.js';
import type { Analysis } from '../analysis/analyse.js';
import { useBoardWords } from './board-context.js';
import styles from './figures.module.css';

/** Totals, averages and spread of the measure over the rows that match. */
export function Figures({ matched, summary }: Pick<Analysis, 'matched' | 'summary'>) {
  const { t } = useTranslation('insights');
  const { formats, query, columnTitle } = useBoardWords();
  const { number, orNothing } = formats;
  const between = (from: number, to: number): string => t('figures.from_to', { from: number(from), to: number(to) });
  const figures = summary
    ? ([
        ['sum', number(summary.sum)],
        ['mean', number(summary.mean)],
        ['median', number(summary.median)],
        ['standardDeviation', orNothing(summary.standardDeviation)],
        ['quartiles', between(summary.firstQuartile, summary.thirdQuartile)],
        ['range', between(summary.min, summary.max)],
      ] as const)
    : [];
  return (
    <Surface>
      <Stack gap="md">
        <Title order={2} size="h3">
          {t('figures.title', { measure: query.measure ? columnTitle(query.measure) : t('choices.rows') })}
        </Title>
        <dl className={styles['figures']}>
          <div>
            <dt>{t('figures.rows')}</dt>
            <dd>{number(matched)}</dd>
          </div>
          {figures.map(([name, figure]) => (
            <div key={name}>
              <dt>{t(`figures.${name}`)}</dt>
              <dd>{figure}</dd>
            </div>
          ))}
        </dl>
        {query.measure && !summary && <Text c="dimmed">{t('figures.none')}</Text>}
        {summary !== null && summary.missing > 0 && (
          <Text size="sm" c="dimmed">
            {t('figures.missing', { count: summary.missing })}
          </Text>
        )}
      </Stack>
    </Surface>
  );
}
