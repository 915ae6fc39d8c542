import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Column } from '../../shared/ui/column.js';
import { PageHeading } from '../../shared/ui/page-heading.js';
import './insights.css';
import { ChooseCsv } from './source-view/choose-csv.js';
import { SourceChoice } from './source-view/source-choice.js';
import { SourceView } from './source-view/source-view.js';
import { activity, hasActivity } from './sources/activity.js';
import { type DataSource, ownCsv, type SourceId } from './sources/source.js';
import { weather } from './sources/weather.js';
import { useWish } from './view/use-wish.js';
import { writeWish } from './view/wish.js';

/** Whether there is a history of sign-ins to show. */
function useHasActivity(): boolean {
  const [has, setHas] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    void hasActivity(controller.signal).then(setHas);
    return () => controller.abort();
  }, []);
  return has;
}

/** A data set from several sides: the one that comes with the page, the person's own file, or their own sign-ins. */
export function InsightsPage() {
  const { t } = useTranslation('insights');
  const { source: sourceId, wish, changeSource } = useWish();
  const [file, setFile] = useState<File | null>(null);
  const offersActivity = useHasActivity() || sourceId === 'activity';
  const own = useMemo(() => (file ? ownCsv(file) : null), [file]);
  const sources: Record<SourceId, DataSource | null> = { weather, own, activity };
  const source = sources[sourceId];
  const isOwn = sourceId === 'own';
  return (
    <Column wide>
      <PageHeading title={t('title')} lead={t('lead')} />
      <SourceChoice
        sources={offersActivity ? ['weather', 'own', 'activity'] : ['weather', 'own']}
        value={sourceId}
        onChange={changeSource}
      />
      {source ? (
        <SourceView key={sourceId} source={source} onAnother={isOwn ? () => setFile(null) : null} />
      ) : (
        <ChooseCsv isReturn={writeWish(wish).size > 0} onFile={setFile} />
      )}
    </Column>
  );
}
