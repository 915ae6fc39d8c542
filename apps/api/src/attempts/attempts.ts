import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { AttemptStore, type Counts } from './attempt-store.js';
import type { Place } from './caller.js';
import { type Count, type Limit, remembered, type Standing, withdrawn } from './count.js';

/** One count that an attempt adds to. */
export interface Claim {
  key: string;
  limit: Limit;
  /** What becomes of the count when the attempt succeeds: all of it goes, or this one attempt. */
  onSuccess: 'forget' | 'withdraw';
}

/** All that was counted goes with a success. */
export function forgiven(key: string, limit: Limit): Claim {
  return { key, limit, onSuccess: 'forget' };
}

/** A success takes this one attempt back; whoever says nothing of it leaves it counted. */
export function counted(key: string, limit: Limit): Claim {
  return { key, limit, onSuccess: 'withdraw' };
}

/** {@link counted} for the address that a call comes from and for its network. */
export function countedForPlace(
  what: string,
  { address, network }: Place,
  limits: Record<'address' | 'network', Limit>,
): Claim[] {
  return [counted(`${what}:address:${address}`, limits.address), counted(`${what}:network:${network}`, limits.network)];
}

interface Made {
  before: Count | undefined;
  after: Count;
}

/**
 * Counts an attempt before it is decided, so that many at once are not more than the limit lets through, and one that is
 * broken off is counted.
 */
@Injectable()
export class Attempts {
  constructor(private readonly store: AttemptStore) {}

  /**
   * Counts under every claim, or, where one of them is closed, under none.
   * @param fallback the way that stays open
   * @throws ProblemError `TOO_MANY_ATTEMPTS`, `FACE_LOG_IN_OFF`
   */
  async begin(claims: readonly Claim[], fallback?: 'password'): Promise<Attempt> {
    let standings: Standing[] = [];
    let made: Made[] = [];
    await this.store.change(keysOf(claims), (counts) => {
      const nowMs = Date.now();
      const befores = claims.map(({ limit }, at) => remembered(limit, counts[at], nowMs));
      standings = claims.map(({ limit }, at) => limit.standing(befores[at], nowMs));
      // Written also when it is closed: a wait that a clock set back made longer would otherwise begin again with each call.
      if (standings.some(({ state }) => state !== 'open')) return sameCounts(befores, counts) ? counts : befores;
      made = claims.map(({ limit }, at) => ({ before: befores[at], after: limit.counted(befores[at], nowMs) }));
      return made.map(({ after }) => after);
    });
    demandOpen(standings, fallback);
    return new Attempt(this.store, claims, made);
  }

  /** Whether the count of `key` has no way back by waiting. */
  async isOff(key: string, limit: Limit): Promise<boolean> {
    let off = false;
    await this.store.change([key], (counts) => {
      off = limit.standing(counts[0], Date.now()).state === 'off';
      return counts;
    });
    return off;
  }

  /** As if nothing had ever been tried. */
  forget(keys: readonly string[]): Promise<void> {
    return this.store.change(keys, (counts) => counts.map(() => undefined));
  }
}

/** Counted as a failure until it is said to be none. */
export class Attempt {
  constructor(
    private readonly store: AttemptStore,
    private readonly claims: readonly Claim[],
    private readonly made: readonly Made[],
  ) {}

  /** @param forgotten counts besides, that this success takes away */
  succeed(forgotten: readonly string[] = []): Promise<void> {
    return this.settle(
      this.claims.map(({ onSuccess }) => onSuccess),
      forgotten,
    );
  }

  /**
   * It came to no decision: nobody learned anything by it.
   * @param keys of the counts that it is taken back from; left out, from all
   */
  withdraw(keys: readonly string[] = keysOf(this.claims)): Promise<void> {
    return this.settle(
      this.claims.map(({ key }) => (keys.includes(key) ? 'withdraw' : 'keep')),
      [],
    );
  }

  private settle(ways: readonly (Claim['onSuccess'] | 'keep')[], forgotten: readonly string[]): Promise<void> {
    const own = keysOf(this.claims);
    const others = forgotten.filter((key) => !own.includes(key));
    return this.store.change([...own, ...others], (counts) =>
      counts.map((count, at) => {
        const [claim, made] = [this.claims[at], this.made[at]];
        if (ways[at] === 'keep') return count;
        return claim && made && ways[at] === 'withdraw' ? withdrawn(claim.limit, count, made) : undefined;
      }),
    );
  }
}

/** The face is the one way that is ever switched off. */
export function faceLogInOff(): ProblemError {
  return new ProblemError(
    'FACE_LOG_IN_OFF',
    'Log-in by face is off for this account after too many attempts. Log in with the password to turn it on again.',
    { fallback: 'password' },
  );
}

function sameCounts(one: Counts, other: Counts): boolean {
  return one.every((count, at) => count === other[at]);
}

function keysOf(claims: readonly Claim[]): string[] {
  return claims.map(({ key }) => key);
}

function demandOpen(standings: readonly Standing[], fallback: 'password' | undefined): void {
  if (standings.some(({ state }) => state === 'off')) throw faceLogInOff();
  const waits = standings.flatMap((standing) => (standing.state === 'waiting' ? [standing.waitMs] : []));
  if (waits.length === 0) return;
  throw new ProblemError('TOO_MANY_ATTEMPTS', 'Too many attempts. Wait a little, then try again.', {
    fallback,
    retryAfterSeconds: Math.ceil(Math.max(...waits) / 1000),
  });
}
