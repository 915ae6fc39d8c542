import { SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shared/ui/notice.js';
import type { Analysis } from '../analysis/analyse.js';
import { useBoardWords } from './board-context.js';
import { BreakdownCard } from './breakdown-card.js';
import { ComparisonCard } from './comparison-card.js';
import { DistributionCard } from './distribution-card.js';
import { Figures } from './figures.js';
import { TrendCard } from './trend-card.js';

/** The figures and charts of one answer; what the data set has no columns for is said. */
export function Charts({ analysis }: { analysis: Analysis }) {
  const { t } = useTranslation('insights');
  const { query } = useBoardWords();
  const { trend, comparison, breakdown, distribution } = analysis;
  const { category, measure } = query;
  return (
    <Stack gap="lg">
      <Figures matched={analysis.matched} summary={analysis.summary} />
      {trend ? <TrendCard trend={trend} /> : <Notice kind="info">{t('charts.noDate')}</Notice>}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        {category && <ComparisonCard groups={comparison} category={category} />}
        {category && breakdown && <BreakdownCard breakdown={breakdown} category={category} />}
      </SimpleGrid>
      {!category && <Notice kind="info">{t('charts.noCategory')}</Notice>}
      {measure ? (
        distribution.length > 0 && <DistributionCard bins={distribution} measure={measure} />
      ) : (
        <Notice kind="info">{t('charts.noNumber')}</Notice>
      )}
    </Stack>
  );
}
