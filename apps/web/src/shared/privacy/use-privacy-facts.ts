import type { PrivacyFacts } from '@facegate/contracts';
import { useCallback, useEffect, useState } from 'react';
import { privacyFacts } from '../api/facegate-api.js';

interface Loaded {
  /** Null until they are there. */
  facts: PrivacyFacts | null;
  error: Error | null;
}

/** For everybody, signed in or not. */
export function usePrivacyFacts(): Loaded & { retry: () => void } {
  const [loaded, setLoaded] = useState<Loaded>({ facts: null, error: null });
  const load = useCallback((signal?: AbortSignal) => {
    privacyFacts(signal).then(
      (facts) => setLoaded({ facts, error: null }),
      (error: unknown) => {
        if (!signal?.aborted && error instanceof Error) setLoaded({ facts: null, error });
      },
    );
  }, []);
  useEffect(() => {
    const left = new AbortController();
    load(left.signal);
    return () => left.abort();
  }, [load]);
  return { ...loaded, retry: () => load() };
}

/** Whether links go to the operator of this server, who has to pass them on: it sends no mail. False until that is known. */
export function useLinksGoToOperator(): boolean {
  return usePrivacyFacts().facts?.sendsMail === false;
}
