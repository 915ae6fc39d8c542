import type { LiveStart } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { Attempts, counted } from '../attempts/attempts.js';
import { fixedWindow } from '../attempts/count.js';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';

/** Of one address at a time: several people behind one connection, but no crowd of robots. */
const SESSIONS_AN_ADDRESS = 5;
/** Connections that have not begun: they cost little, and a page begins at once. */
const WAITING_AN_ADDRESS = 5;
const WAITING_A_PLACE = 8;
const WINDOW_MS = 600_000;
const STARTS = fixedWindow({ most: 60, windowMs: WINDOW_MS });
/** Sessions that leave an action out: whoever asks often is looking for an easy one. */
const OTHER_CHALLENGES = fixedWindow({ most: 12, windowMs: WINDOW_MS });
/** A session takes some seconds: by then a place is likely to be free. */
const RETRY_AFTER_SECONDS = 5;

/** One connection: it waits until its session begins, and has a place from then on. */
export interface LiveVisit {
  /** @throws ProblemError `BUSY` */
  begin(): void;
  /** Gives back what it has; again changes nothing. */
  leave(): void;
}

/** Who may have a live session now: a bounded number in all, and of each address. Who only connects takes no place. */
@Injectable()
export class LivePlaces {
  private readonly sessions: Bound;
  private readonly waiting: Bound;

  constructor(
    { liveSessions, engineWorkers }: AppConfig,
    private readonly attempts: Attempts,
  ) {
    const places = liveSessions * engineWorkers;
    this.sessions = new Bound(places, SESSIONS_AN_ADDRESS);
    this.waiting = new Bound(WAITING_A_PLACE * places, WAITING_AN_ADDRESS);
  }

  /** Sessions under way. */
  get inUse(): number {
    return this.sessions.inUse;
  }

  /** @throws ProblemError `BUSY` */
  connect(address: string): LiveVisit {
    let giveBack = this.waiting.take(address);
    let left = false;
    return {
      begin: () => {
        // The client may have gone while its start was counted: nobody would give the place back.
        if (left) return;
        const stopWaiting = giveBack;
        giveBack = this.sessions.take(address);
        stopWaiting();
      },
      leave: () => {
        if (left) return;
        left = true;
        giveBack();
      },
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

/** So many at once, in all and of each address. */
class Bound {
  private readonly held = new Map<string, number>();
  private taken = 0;

  constructor(
    private readonly most: number,
    private readonly mostAnAddress: number,
  ) {}

  get inUse(): number {
    return this.taken;
  }

  /**
   * @returns gives it back, once
   * @throws ProblemError `BUSY`
   */
  take(address: string): () => void {
    const held = this.held.get(address) ?? 0;
    if (this.taken >= this.most || held >= this.mostAnAddress)
      throw new ProblemError('BUSY', 'The server is busy. Please try again in a moment.', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    this.taken += 1;
    this.held.set(address, held + 1);
    return () => {
      this.taken -= 1;
      const left = this.held.get(address)! - 1;
      if (left > 0) this.held.set(address, left);
      else this.held.delete(address);
    };
  }
}
