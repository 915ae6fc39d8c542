import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { en } from '../../../shared/i18n/en.js';
import type { SourceId } from '../sources/source.js';

type KnownColumn = keyof typeof en.insights.columns;

const isKnown = (name: string): name is KnownColumn => Object.hasOwn(en.insights.columns, name);

/** The words for a column: our own data sets have some, a person's file says it in its own. */
export function useColumnTitle(source: SourceId): (name: string) => string {
  const { t } = useTranslation('insights');
  return useCallback((name) => (source !== 'own' && isKnown(name) ? t(`columns.${name}`) : name), [source, t]);
}
