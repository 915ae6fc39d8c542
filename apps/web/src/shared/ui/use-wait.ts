import { useEffect, useState } from 'react';
import type { ApiProblem } from '../api/problem.js';

const SECOND_MS = 1000;

/** Whole seconds until the server takes another attempt; 0 when it does now. */
export function useWait(problem: ApiProblem | null): number {
  const [nowMs, setNowMs] = useState(0);
  const left = secondsLeft(problem, nowMs);
  const waiting = left > 0;

  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setInterval(() => setNowMs(performance.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [waiting]);

  return left;
}

/** @param nowMs as last looked at, which may be before the problem came */
function secondsLeft(problem: ApiProblem | null, nowMs: number): number {
  if (problem?.code !== 'TOO_MANY_ATTEMPTS' || problem.retryAfterS === null) return 0;
  const goneMs = Math.max(0, nowMs - problem.atMs);
  return Math.max(0, Math.ceil(problem.retryAfterS - goneMs / SECOND_MS));
}
