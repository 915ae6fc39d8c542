import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceId } from '../sources/source.js';

/** Columns of our own data sets, which have words in every language. */
const KNOWN = [
  ...(['location', 'date', 'precipitation', 'temp_max', 'temp_min', 'wind', 'weather'] as const),
  ...(['time', 'hour', 'method', 'outcome', 'reason', 'device'] as const),
];
type KnownColumn = (typeof KNOWN)[number];

const isKnown = (name: string): name is KnownColumn => KNOWN.some((known) => known === name);

/** The words for a column: our own data sets have some, a person's file says it in its own. */
export function useColumnTitle(source: SourceId): (name: string) => string {
  const { t } = useTranslation('insights');
  return useCallback((name) => (source !== 'own' && isKnown(name) ? t(`columns.${name}`) : name), [source, t]);
}
