import type { LiveStart } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { Attempts, counted } from '../attempts/attempts.js';
import type { Place } from '../attempts/caller.js';
import { fixedWindow, type Limit } from '../attempts/count.js';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';

/** Live sessions of one address at a time, unless a setting says otherwise: enough for several people behind one connection. */
const SESSIONS_PER_ADDRESS = 5;
/** Connections that have not begun: they cost little, and a page begins at once. */
const WAITING_PER_PLACE = 8;
const WINDOW_MS = 600_000;
const STARTS_PER_SESSION = 12;
const ADDRESSES_PER_NETWORK = 10;
/** Sessions that leave an action out: whoever asks often is looking for an easy one. One of five starts. */
const STARTS_PER_OTHER_CHALLENGE = 5;
/** A session takes some seconds: by then a place is likely to be free. */
const RETRY_AFTER_SECONDS = 5;

/** One connection: it waits until its session begins, and has a place from then on. */
export interface LiveVisit {
  /** @throws ProblemError `BUSY` */
  begin(purpose: LiveStart['purpose']): void;
  /** Gives back what it has; again changes nothing. */
  leave(): void;
}

/**
 * Limits live sessions in total, per address and per network. A connection that has not started a session takes no place, and live
 * recognition (`watch`) has places of its own.
 */
@Injectable()
export class LivePlaces {
  private readonly proofs: Bound;
  private readonly watches: Bound;
  private readonly waiting: Bound;
  private readonly starts: [address: Limit, network: Limit];
  private readonly otherChallenges: [address: Limit, network: Limit];

  constructor(
    { liveSessions, engineWorkers, liveSessionsPerAddress }: AppConfig,
    private readonly attempts: Attempts,
  ) {
    const places = liveSessions * engineWorkers;
    const half = Math.ceil(places / 2);
    const perAddress = liveSessionsPerAddress ?? Math.min(SESSIONS_PER_ADDRESS, half);
    const perNetwork = Math.max(perAddress, half);
    this.proofs = new Bound(places, perAddress, perNetwork);
    this.watches = new Bound(half, perAddress, perNetwork);
    const perWaitingAddress = Math.max(SESSIONS_PER_ADDRESS, perAddress);
    this.waiting = new Bound(WAITING_PER_PLACE * places, perWaitingAddress, Math.max(perWaitingAddress, 2 * places));
    const starts = STARTS_PER_SESSION * perWaitingAddress;
    this.starts = limitsOf(starts);
    this.otherChallenges = limitsOf(starts / STARTS_PER_OTHER_CHALLENGE);
  }

  /** Sessions under way. */
  get inUse(): number {
    return this.proofs.inUse + this.watches.inUse;
  }

  /** @throws ProblemError `BUSY` */
  connect(place: Place): LiveVisit {
    let giveBack = this.waiting.take(place);
    let left = false;
    return {
      begin: (purpose) => {
        // The client may have gone while its start was counted: nobody would give the place back.
        if (left) return;
        const stopWaiting = giveBack;
        giveBack = (purpose === 'watch' ? this.watches : this.proofs).take(place);
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
  async countStart({ address, network }: Place, { purpose, without = [] }: LiveStart): Promise<void> {
    const claimsOf = (what: string, [ofAddress, ofNetwork]: [Limit, Limit]) => [
      counted(`live:${what}:${address}`, ofAddress),
      counted(`live:${what}:network:${network}`, ofNetwork),
    ];
    const other = without.length > 0 ? claimsOf('other', this.otherChallenges) : [];
    await this.attempts.begin([...claimsOf(purpose, this.starts), ...other]);
  }
}

function limitsOf(most: number): [address: Limit, network: Limit] {
  const limit = (times: number) => fixedWindow({ most: times * most, windowMs: WINDOW_MS });
  return [limit(1), limit(ADDRESSES_PER_NETWORK)];
}

/** So many at once, in all, of each address and of each network. */
class Bound {
  private readonly addresses: Held;
  private readonly networks: Held;
  private taken = 0;

  constructor(
    private readonly most: number,
    perAddress: number,
    perNetwork: number,
  ) {
    this.addresses = new Held(perAddress);
    this.networks = new Held(perNetwork);
  }

  get inUse(): number {
    return this.taken;
  }

  /**
   * @returns gives it back, once
   * @throws ProblemError `BUSY`
   */
  take({ address, network }: Place): () => void {
    if (this.taken >= this.most || this.addresses.isFull(address) || this.networks.isFull(network))
      throw new ProblemError('BUSY', 'The server is busy. Please try again in a moment.', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    this.taken += 1;
    this.addresses.add(address, 1);
    this.networks.add(network, 1);
    return () => {
      this.taken -= 1;
      this.addresses.add(address, -1);
      this.networks.add(network, -1);
    };
  }
}

/** How many each of several holds. */
class Held {
  private readonly counts = new Map<string, number>();

  constructor(private readonly most: number) {}

  isFull(who: string): boolean {
    return (this.counts.get(who) ?? 0) >= this.most;
  }

  add(who: string, change: 1 | -1): void {
    const count = (this.counts.get(who) ?? 0) + change;
    if (count > 0) this.counts.set(who, count);
    else this.counts.delete(who);
  }
}
