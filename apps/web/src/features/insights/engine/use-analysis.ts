import { useEffect, useState } from 'react';
import type { Analysis, Query } from '../analysis/analyse.js';
import type { DataEngine } from './data-engine.js';

/** An answer, with the question that it belongs to. */
export interface Answered {
  query: Query;
  analysis: Analysis;
}

/** The latest answer, null before the first; while the next one is on its way the last one stands. */
export function useAnalysis(engine: DataEngine, query: Query): { answered: Answered | null; failed: boolean } {
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    let isWanted = true;
    const ask = async (): Promise<void> => {
      try {
        const analysis = await engine.analyse(query);
        if (isWanted) setAnswered({ query, analysis });
      } catch {
        if (isWanted) setFailed(true);
      }
    };
    void ask();
    return () => {
      isWanted = false;
    };
  }, [engine, query]);

  return { answered, failed };
}
