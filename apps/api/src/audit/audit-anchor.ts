import { dirname, join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { keysFolder } from '../common/crypto/master-keys.js';
import { ensurePrivateFolder, isMissing, readWhole, writeAtomically } from '../common/files/durable-files.js';
import { AppConfig } from '../config/app-config.js';
import { AuditEventsRepository } from './audit-events.repository.js';
import { AuditKeys } from './audit-keys.js';
import { BEGINNING, type Place, placeMac } from './chain-link.js';

/** So much of the newest may be cut off without showing. */
const DELAY_MS = 1000;

interface StoredAnchor extends Place {
  keyId: string;
  mac: string;
}

/** As far as the data folder remembers the chain: undefined for nothing, `forged` for what no key of ours vouches for. */
export interface Remembered {
  end: Place | 'forged' | undefined;
  /** Beside the keys. Earlier versions had none. */
  mark: Place | 'forged' | undefined;
}

/**
 * The end of the chain, remembered outside of the database, twice: in `audit/head.json` of the data folder, and as the
 * highest mark that it ever reached in `keys/audit-mark.json`. A tail that is cut off breaks no link, but then the row that
 * is remembered is gone. Who puts an older database back with its `audit` folder has the mark against them, which is with
 * the keys: on another disk, or in no backup.
 */
@Injectable()
export class AuditAnchor {
  private readonly logger = new Logger(AuditAnchor.name);
  private readonly endPath: string;
  private readonly markPath: string;
  private timer: NodeJS.Timeout | undefined;
  private moving: Promise<void> = Promise.resolve();
  private told = false;
  private closed = false;

  constructor(
    config: AppConfig,
    private readonly events: AuditEventsRepository,
    private readonly keys: AuditKeys,
  ) {
    this.endPath = join(config.dataDir, 'audit', 'head.json');
    this.markPath = join(keysFolder(config), 'audit-mark.json');
  }

  /** Before the first row: from then on an anchor that is missing was taken away. */
  async begin(): Promise<void> {
    const { head } = await this.events.ends();
    const { end, mark } = await this.read();
    if (head.seq === 0 && end === undefined && mark === undefined) await this.write(BEGINNING);
  }

  /** The chain grew, or is about to. */
  soon(): void {
    if (this.timer || this.closed) return;
    this.timer = setTimeout(() => void this.now(), DELAY_MS);
    this.timer.unref();
  }

  /** Never fails: the rows are there, and the next time it is tried again. */
  async now(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.moving = this.moving.then(() => this.move());
    await this.moving;
  }

  /** For the last time: the database is about to go. What comes after is remembered by the next start. */
  async close(): Promise<void> {
    this.closed = true;
    await this.now();
  }

  async read(): Promise<Remembered> {
    return { end: await this.placeIn(this.endPath), mark: await this.placeIn(this.markPath) };
  }

  /** From now on the end that the database has is the one that is remembered. For an operator who knows why it is another. */
  async accept(): Promise<void> {
    const accepted = this.moving.then(() => this.takeOver());
    this.moving = accepted.catch(() => undefined);
    await accepted;
  }

  private async takeOver(): Promise<void> {
    const { head } = await this.events.ends();
    await this.write(head);
    this.told = false;
  }

  private async placeIn(path: string): Promise<Place | 'forged' | undefined> {
    let anchor: StoredAnchor;
    try {
      anchor = JSON.parse((await readWhole(path)).toString()) as StoredAnchor;
    } catch (error) {
      if (isMissing(error)) return undefined;
      if (error instanceof SyntaxError) return 'forged';
      throw error;
    }
    const { seq, hash, keyId, mac } = anchor;
    const signer = (await this.keys.all()).find(({ id }) => id === keyId);
    return signer && placeMac(signer.key, 'anchor', { seq, hash }) === mac ? { seq, hash } : 'forged';
  }

  private async move(): Promise<void> {
    try {
      const { head, pruned } = await this.events.ends();
      const { end, mark = end } = await this.read();
      if (end === undefined || end === 'forged' || mark === undefined || mark === 'forged') return this.tellOnce();
      for (const place of [end, mark]) if (!(await this.isBefore(place, head, pruned))) return this.tellOnce();
      if (end.seq < head.seq || mark.seq < head.seq) await this.write(head);
    } catch (error) {
      this.logger.warn(`The end of the audit trail could not be anchored: ${String(error)}`);
    }
  }

  private tellOnce(): void {
    if (!this.told)
      this.logger.error(
        'The audit trail is not the one that was remembered: run npm run facegate -- audit verify; after a restore, audit accept-restore',
      );
    this.told = true;
  }

  /** Moved over a tail that was cut off, it would hide that. */
  private async isBefore(remembered: Place, head: Place, pruned: Place): Promise<boolean> {
    if (remembered.seq <= pruned.seq) return true;
    return remembered.seq <= head.seq && (await this.events.hashOf(remembered.seq)) === remembered.hash;
  }

  /** The end first: a mark that is behind it is caught up with, one that is before it would be a fault. */
  private async write({ seq, hash }: Place): Promise<void> {
    const { id: keyId, key } = await this.keys.current();
    const anchor: StoredAnchor = { seq, hash, keyId, mac: placeMac(key, 'anchor', { seq, hash }) };
    for (const path of [this.endPath, this.markPath]) {
      await ensurePrivateFolder(dirname(path));
      await writeAtomically(path, Buffer.from(`${JSON.stringify(anchor)}\n`));
    }
  }
}
