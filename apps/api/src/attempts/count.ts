/** What is kept under one key. Times are Unix milliseconds. */
export interface Count {
  attempts: number;
  /** The next attempt may be made from then on. */
  openAt: number;
  /** It is as if there had been none from then on; null for never. */
  forgetAt: number | null;
}

/** Whether one more attempt may be made now. */
export type Standing = { state: 'open' } | { state: 'waiting'; waitMs: number } | { state: 'off' };

/** How many attempts, and when. Pure. */
export interface Limit {
  standing: (count: Count | undefined, nowMs: number) => Standing;
  /** With one attempt more. */
  counted: (count: Count | undefined, nowMs: number) => Count;
  /** From so many attempts on it is ever closed. */
  closesAt: number;
  /** The latest times that the limit itself gives to so many attempts when they are counted at `nowMs`. */
  latest: (attempts: number, nowMs: number) => Pick<Count, 'openAt' | 'forgetAt'>;
}

interface LadderSteps {
  /** Attempts until the first wait. */
  free: number;
  firstWaitMs: number;
  /** The waits double up to this one. */
  longestWaitMs: number;
  /** After so many no waiting helps any more, and nothing is forgotten. */
  offAfter?: number;
  /** How long after the last attempt all are forgotten. */
  memoryMs: number;
}

const OPEN: Standing = { state: 'open' };

/** After `free` attempts a wait, which doubles with each attempt more: NIST SP 800-63B-4 §3.2.3. */
export function ladder({ free, firstWaitMs, longestWaitMs, offAfter = Infinity, memoryMs }: LadderSteps): Limit {
  const waitAfter = (attempts: number): number =>
    attempts < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (attempts - free));
  const latest: Limit['latest'] = (attempts, nowMs) => {
    const openAt = nowMs + waitAfter(attempts);
    return { openAt, forgetAt: attempts >= offAfter ? null : openAt + memoryMs };
  };
  return {
    closesAt: free,
    standing: (count, nowMs) => (count && count.attempts >= offAfter ? { state: 'off' } : untilOpen(count, nowMs)),
    counted: (count, nowMs) => {
      const attempts = (count?.attempts ?? 0) + 1;
      return { attempts, ...latest(attempts, nowMs) };
    },
    latest,
  };
}

/** Counts like `limit`, and lets through what only has to wait: where others' attempts must not hold this caller up. */
export function withoutWaits(limit: Limit): Limit {
  return {
    ...limit,
    standing: (count, nowMs) => (limit.standing(count, nowMs).state === 'off' ? { state: 'off' } : OPEN),
  };
}

/** At most so many between the first one and the end of its window. */
export function fixedWindow({ most, windowMs }: { most: number; windowMs: number }): Limit {
  return {
    closesAt: most,
    standing: untilOpen,
    counted: (count, nowMs) => {
      const attempts = (count?.attempts ?? 0) + 1;
      const forgetAt = count?.forgetAt ?? nowMs + windowMs;
      return { attempts, openAt: attempts >= most ? forgetAt : nowMs, forgetAt };
    },
    latest: (attempts, nowMs) => ({ openAt: attempts >= most ? nowMs + windowMs : nowMs, forgetAt: nowMs + windowMs }),
  };
}

/**
 * Undefined once it is forgotten. Times later than the limit itself could give now come from a clock that was set back since:
 * they are moved back to the latest that it could give, so that nobody waits longer than that.
 */
export function remembered(
  { latest }: Pick<Limit, 'latest'>,
  count: Count | undefined,
  nowMs: number,
): Count | undefined {
  if (!count || (count.forgetAt !== null && count.forgetAt <= nowMs)) return undefined;
  const bound = latest(count.attempts, nowMs);
  const openAt = Math.min(count.openAt, bound.openAt);
  const forgetAt = earlier(count.forgetAt, bound.forgetAt);
  return openAt === count.openAt && forgetAt === count.forgetAt ? count : { ...count, openAt, forgetAt };
}

/**
 * The attempt that made `after` out of `before` was none: exactly, or, when others came since, one less. What was closed by
 * one too many is open again.
 */
export function withdrawn(
  { closesAt }: Pick<Limit, 'closesAt'>,
  count: Count | undefined,
  { before, after }: { before: Count | undefined; after: Count },
): Count | undefined {
  if (!count) return undefined;
  if (same(count, after)) return before;
  const attempts = count.attempts - 1;
  if (attempts === 0) return undefined;
  return { ...count, attempts, openAt: attempts < closesAt ? Math.min(count.openAt, after.openAt) : count.openAt };
}

function untilOpen(count: Count | undefined, nowMs: number): Standing {
  return count && count.openAt > nowMs ? { state: 'waiting', waitMs: count.openAt - nowMs } : OPEN;
}

/** Null is never, in what is kept as in what a limit gives. */
function earlier(kept: number | null, bound: number | null): number | null {
  return kept === null || bound === null ? kept : Math.min(kept, bound);
}

function same(one: Count, other: Count): boolean {
  return one.attempts === other.attempts && one.openAt === other.openAt && one.forgetAt === other.forgetAt;
}
