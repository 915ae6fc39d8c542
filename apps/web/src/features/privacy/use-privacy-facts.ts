import type { PrivacyFacts } from '@facegate/contracts';
import { useEffect, useState } from 'react';
import { privacyFacts } from '../../shared/api/facegate-api.js';

interface Loaded {
  /** Null until they are there. */
  facts: PrivacyFacts | null;
  error: Error | null;
}

/** For everybody, signed in or not. */
export function usePrivacyFacts(): Loaded & { retry: () => void } {
  const [loaded, setLoaded] = useState<Loaded>({ facts: null, error: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const left = new AbortController();
    privacyFacts(left.signal).then(
      (facts) => setLoaded({ facts, error: null }),
      (error: unknown) => {
        if (!left.signal.aborted && error instanceof Error) setLoaded({ facts: null, error });
      },
    );
    return () => left.abort();
  }, [attempt]);
  return { ...loaded, retry: () => setAttempt(attempt + 1) };
}
