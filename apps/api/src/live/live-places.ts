import type { LiveStart } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { Attempts, counted } from '../attempts/attempts.js';
import { fixedWindow } from '../attempts/count.js';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';

/** Of one address at a time: several people behind one connection, but no crowd of robots. */
const SESSIONS_AN_ADDRESS = 5;
const WINDOW_MS = 600_000;
const STARTS = fixedWindow({ most: 60, windowMs: WINDOW_MS });
/** Sessions that leave an action out: whoever asks often is looking for an easy one. */
const OTHER_CHALLENGES = fixedWindow({ most: 12, windowMs: WINDOW_MS });
/** A session takes some seconds: by then a place is likely to be free. */
const RETRY_AFTER_SECONDS = 5;

/** Who may have a live session now: a bounded number in all, and of each address. */
@Injectable()
export class LivePlaces {
  private readonly held = new Map<string, number>();
  private taken = 0;
  private readonly places: number;

  constructor(
    { liveSessions, engineWorkers }: AppConfig,
    private readonly attempts: Attempts,
  ) {
    this.places = liveSessions * engineWorkers;
  }

  /** Sessions under way. */
  get inUse(): number {
    return this.taken;
  }

  /**
   * @returns gives the place back; again changes nothing
   * @throws ProblemError `BUSY`, `TOO_MANY_ATTEMPTS`
   */
  take(address: string): () => void {
    const held = this.held.get(address) ?? 0;
    if (this.taken >= this.places || held >= SESSIONS_AN_ADDRESS)
      throw new ProblemError('BUSY', 'The server is busy. Please try again in a moment.', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    this.taken += 1;
    this.held.set(address, held + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.taken -= 1;
      const left = this.held.get(address)! - 1;
      if (left > 0) this.held.set(address, left);
      else this.held.delete(address);
    };
  }

  /**
   * Counts a start, for all server processes together; who watches does not keep others from logging in.
   * @throws ProblemError `TOO_MANY_ATTEMPTS`
   */
  async countStart(address: string, { purpose, without = [] }: LiveStart): Promise<void> {
    const claims = [counted(`live:${purpose}:${address}`, STARTS)];
    if (without.length > 0) claims.push(counted(`live:other:${address}`, OTHER_CHALLENGES));
    await this.attempts.begin(claims);
  }
}
