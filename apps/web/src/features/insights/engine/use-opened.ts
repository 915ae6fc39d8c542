import { useCallback, useEffect, useMemo, useState } from 'react';
import { locale } from '../../../shared/i18n/format.js';
import { CsvRefusal, type Refusal, refusalOf } from '../csv/csv-refusal.js';
import type { DataSource } from '../sources/source.js';
import { type DataEngine, openEngine } from './data-engine.js';

export type Opening =
  /** `share`: 0 to 1. */
  | { status: 'opening'; share: number }
  /** `refusal`: why the file is of no use; null: it did not come at all. */
  | { status: 'failed'; refusal: Refusal | null }
  | { status: 'open'; engine: DataEngine };

const START: Opening = { status: 'opening', share: 0 };

/** Whether the third of April is written `4/3` where the reader lives. */
function isMonthFirst(): boolean {
  const parts = new Intl.DateTimeFormat(locale(), { month: 'numeric', day: 'numeric' }).formatToParts();
  return parts.find(({ type }) => type === 'month' || type === 'day')?.type === 'month';
}

/** Loads a source and opens it in a worker; closes it when the page leaves it. */
export function useOpened(source: DataSource): { opening: Opening; retry: () => void } {
  const [retries, setRetries] = useState(0);
  const attempt = useMemo(() => ({ source, retries }), [source, retries]);
  const [reached, setReached] = useState<{ attempt: object; opening: Opening } | null>(null);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const reach = (opening: Opening): void => setReached({ attempt, opening });
    const open = async (): Promise<void> => {
      const file = await attempt.source.load(signal);
      const onProgress = (share: number): void => reach({ status: 'opening', share });
      reach({ status: 'open', engine: await openEngine(file, { monthFirst: isMonthFirst(), onProgress, signal }) });
    };
    open().catch((error: unknown) => {
      if (!signal.aborted) reach({ status: 'failed', refusal: error instanceof CsvRefusal ? refusalOf(error) : null });
    });
    return () => controller.abort();
  }, [attempt]);

  const retry = useCallback(() => setRetries((count) => count + 1), []);
  return { opening: reached?.attempt === attempt ? reached.opening : START, retry };
}
