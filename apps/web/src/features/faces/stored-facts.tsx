import { useTranslation } from 'react-i18next';
import { UNDO_MS } from '../../shared/faces/deletions.js';
import { Section } from '../../shared/ui/section.js';
import styles from './stored-facts.module.css';

/** What is stored of a face, where, for how long and for what: SECURITY.md in plain words. */
export function StoredFacts({ keepsImages }: { keepsImages: boolean }) {
  const { t } = useTranslation('faces');
  const facts = [
    [t('stored.what'), t(keepsImages ? 'stored.whatKept' : 'stored.whatNotKept')],
    [t('stored.where'), t('stored.whereText')],
    [t('stored.howLong'), t('stored.howLongText', { seconds: UNDO_MS / 1000 })],
    [t('stored.use'), t('stored.useText')],
  ] as const;
  return (
    <Section title={t('stored.title')}>
      <dl className={styles['facts']}>
        {facts.map(([term, text]) => (
          <div key={term} style={{ display: 'contents' }}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
