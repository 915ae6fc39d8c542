import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { ensurePrivateFolder, isMissing, writeAtomically } from '../common/files/durable-files.js';
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

/**
 * The end of the chain, remembered outside of the database: `audit/head.json` of the data folder. A tail that is cut off
 * breaks no link, but then the row that the anchor names is gone.
 */
@Injectable()
export class AuditAnchor {
  private readonly logger = new Logger(AuditAnchor.name);
  private readonly path: string;
  private timer: NodeJS.Timeout | undefined;
  private moving: Promise<void> = Promise.resolve();
  private told = false;
  private closed = false;

  constructor(
    config: AppConfig,
    private readonly events: AuditEventsRepository,
    private readonly keys: AuditKeys,
  ) {
    this.path = join(config.dataDir, 'audit', 'head.json');
  }

  /** Before the first row: from then on an anchor that is missing was taken away. */
  async begin(): Promise<void> {
    const { head } = await this.events.ends();
    if (head.seq === 0 && (await this.read()) === undefined) await this.write(BEGINNING);
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

  /** @returns undefined when there is none, `forged` for one that no key of ours vouches for */
  async read(): Promise<Place | 'forged' | undefined> {
    let anchor: StoredAnchor;
    try {
      anchor = JSON.parse(await readFile(this.path, 'utf8')) as StoredAnchor;
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
      const anchored = await this.read();
      if (anchored === undefined || anchored === 'forged' || !(await this.isBefore(anchored, head, pruned)))
        return this.tellOnce();
      if (anchored.seq < head.seq) await this.write(head);
    } catch (error) {
      this.logger.warn(`The end of the audit trail could not be anchored: ${String(error)}`);
    }
  }

  private tellOnce(): void {
    if (!this.told) this.logger.error('The audit trail was changed: run npm run facegate -- audit verify');
    this.told = true;
  }

  /** Moved over a tail that was cut off, it would hide that. */
  private async isBefore(anchored: Place, head: Place, pruned: Place): Promise<boolean> {
    if (anchored.seq <= pruned.seq) return true;
    return anchored.seq <= head.seq && (await this.events.hashOf(anchored.seq)) === anchored.hash;
  }

  private async write({ seq, hash }: Place): Promise<void> {
    const { id: keyId, key } = await this.keys.current();
    const anchor: StoredAnchor = { seq, hash, keyId, mac: placeMac(key, 'anchor', { seq, hash }) };
    await ensurePrivateFolder(dirname(this.path));
    await writeAtomically(this.path, Buffer.from(`${JSON.stringify(anchor)}\n`));
  }
}
