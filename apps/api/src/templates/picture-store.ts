import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { DataKey } from '../common/crypto/data-keys.js';
import { errorCodeOf } from '../common/error-code.js';
import {
  ensurePrivateFolder,
  isMissing,
  readWhole,
  syncFolder,
  writeAtomically,
  writeDurably,
} from '../common/files/durable-files.js';
import { AppConfig } from '../config/app-config.js';
import { PictureEncoder } from '../face/picture-encoder.js';
import { withoutMetadata } from '../face/picture-metadata/without-metadata.js';

export interface Picture {
  faceId: string;
  /** Encoded. */
  bytes: Uint8Array;
}

/** The folder of intents, beside those of the users. */
const PENDING = '.pending';

/** Pictures whose row is being written or erased: what a start after a crash has to look at. */
export interface PendingPictures {
  id: string;
  userId: string;
  faceIds: string[];
}

/**
 * The enrolled pictures, sealed with the person's data key, at `faces/<user>/<face>` of the data folder.
 *
 * Files and rows change together through an intent, `faces/.pending/<id>`, that names the faces concerned. It is on the
 * disk before anything else changes and goes once both sides agree. Whatever the moment of a crash, the rows say at the
 * next start which of the named pictures stay. A file that neither an intent nor a row names is an orphan.
 */
@Injectable()
export class PictureStore {
  private readonly root: string;
  private readonly intents: string;

  constructor(
    private readonly config: AppConfig,
    private readonly encoder: PictureEncoder,
  ) {
    this.root = join(config.dataDir, 'faces');
    this.intents = join(this.root, PENDING);
  }

  /** Whether pictures are kept from now on. */
  get keeps(): boolean {
    return this.config.keepImages;
  }

  /** To be called before the row changes; then {@link settle}, or {@link discard} if it did not. */
  async intend(userId: string, faceIds: string[]): Promise<PendingPictures> {
    const pending = { id: randomUUID(), userId, faceIds };
    await this.record(pending);
    return pending;
  }

  /** Seals the pictures onto the disk without their metadata, all or none. They count when the row that names them is committed. */
  async write(dataKey: DataKey, pictures: readonly Picture[]): Promise<PendingPictures> {
    const kept = this.keeps ? pictures : [];
    const pending = { id: randomUUID(), userId: dataKey.userId, faceIds: kept.map(({ faceId }) => faceId) };
    try {
      await this.record(pending);
      if (kept.length > 0) await this.writeSealed(dataKey, kept);
    } catch (error) {
      // Should this fail as well, the intent stays for the next start.
      await this.discard(pending).catch(() => undefined);
      throw error;
    }
    return pending;
  }

  private async record(pending: PendingPictures): Promise<void> {
    await ensurePrivateFolder(this.intents);
    await writeAtomically(join(this.intents, pending.id), Buffer.from(JSON.stringify(pending)));
  }

  private async writeSealed(dataKey: DataKey, pictures: readonly Picture[]): Promise<void> {
    const folder = join(this.root, dataKey.userId);
    for (const { faceId, bytes } of pictures) {
      const clean = await withoutMetadata(bytes, this.encoder);
      await writeInto(folder, faceId, dataKey.seal(clean, 'picture', faceId));
    }
    await syncFolder(folder);
    await syncFolder(this.root);
  }

  /** The row and the files agree. */
  async settle({ id }: PendingPictures): Promise<void> {
    await rm(join(this.intents, id), { force: true });
  }

  /** Removes the named pictures, and then the intent. */
  async discard(pending: PendingPictures): Promise<void> {
    const folder = join(this.root, pending.userId);
    for (const faceId of pending.faceIds) await rm(join(folder, faceId), { force: true });
    await removeIfEmpty(folder);
    await this.settle(pending);
  }

  /** Replaces the sealed bytes of one picture, if they change. */
  async reseal(userId: string, faceId: string, change: (sealed: Buffer) => Buffer): Promise<void> {
    const path = join(this.root, userId, faceId);
    const sealed = await readWhole(path);
    const resealed = change(sealed);
    if (resealed !== sealed) await writeAtomically(path, resealed);
  }

  /** Removes all pictures of an account that is being erased; to be repeated after a crash. */
  async removeAll(userId: string): Promise<void> {
    // Again when a picture of an enrolment that cannot succeed any more came in between.
    await rm(join(this.root, userId), { recursive: true, force: true, maxRetries: 5 });
  }

  /** Removes pictures whose faces stay. */
  async remove(userId: string, faceIds: readonly string[]): Promise<void> {
    for (const faceId of faceIds) await rm(join(this.root, userId, faceId), { force: true });
  }

  /**
   * Pictures that no row names, and that nobody is about to name. In this order: a picture that was written before it was
   * listed has an intent until its row is there, or is not there any more.
   * @param enrolledFaces ids of the user's faces as the rows have them; empty for an unknown user
   */
  async orphans(
    enrolledFaces: (userId: string) => Promise<Set<string>>,
  ): Promise<{ userId: string; faceId: string }[]> {
    const found: { userId: string; faceId: string }[] = [];
    for (const userId of await namesIn(this.root)) {
      if (userId === PENDING) continue;
      const files = await namesIn(join(this.root, userId));
      const pending = await this.pendingFaces();
      const enrolled = await enrolledFaces(userId);
      for (const faceId of files) if (!enrolled.has(faceId) && !pending.has(faceId)) found.push({ userId, faceId });
    }
    return found;
  }

  /** Removes one of {@link orphans}. */
  async removeOrphan({ userId, faceId }: { userId: string; faceId: string }): Promise<void> {
    const folder = join(this.root, userId);
    await rm(join(folder, faceId), { recursive: true, force: true });
    await removeIfEmpty(folder);
  }

  /** Ids of the user's faces that have a picture. */
  async list(userId: string): Promise<Set<string>> {
    return new Set(await namesIn(join(this.root, userId)));
  }

  /** The encoded picture without metadata, or undefined when none was kept. @throws SealBroken */
  async read(dataKey: DataKey, faceId: string): Promise<Buffer | undefined> {
    try {
      const sealed = await readWhole(join(this.root, dataKey.userId, faceId));
      // Of an earlier version, it has its metadata still.
      return await withoutMetadata(dataKey.open(sealed, 'picture', faceId), this.encoder);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /**
   * Finishes or undoes what a crash interrupted. Only while no other process can be enrolling.
   * @param enrolledFaces ids of the user's faces as the rows have them; empty for an unknown user
   * @returns intents that were open
   */
  async recover(enrolledFaces: (userId: string) => Promise<Set<string>>): Promise<number> {
    const ids = await namesIn(this.intents);
    for (const id of ids) {
      const pending = await this.readIntent(id);
      const enrolled = pending && (await enrolledFaces(pending.userId));
      if (pending && enrolled)
        await this.discard({ ...pending, faceIds: pending.faceIds.filter((faceId) => !enrolled.has(faceId)) });
    }
    return ids.length;
  }

  /** Named by an intent of any process. */
  private async pendingFaces(): Promise<Set<string>> {
    const faces = new Set<string>();
    for (const id of await namesIn(this.intents)) {
      const text = id.endsWith('.draft') ? '' : await readIfThere(join(this.intents, id));
      if (text) for (const faceId of (JSON.parse(text) as PendingPictures).faceIds) faces.add(faceId);
    }
    return faces;
  }

  /** Drafts of intents are removed: nothing follows before the intent has its name. */
  private async readIntent(id: string): Promise<PendingPictures | undefined> {
    const path = join(this.intents, id);
    if (id.endsWith('.draft')) {
      await rm(path, { force: true });
      return undefined;
    }
    return JSON.parse(await readFile(path, 'utf8')) as PendingPictures;
  }
}

/** None in what is no folder: file managers leave files of their own beside those of the users. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error) || isNoFolder(error)) return [];
    throw error;
  }
}

function isNoFolder(error: unknown): boolean {
  return errorCodeOf(error) === 'ENOTDIR';
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}

/** Makes the folder where it is not: whoever removes the account's last picture at the same moment takes the empty folder away. */
async function writeInto(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  for (let triesLeft = 50; ; triesLeft -= 1) {
    try {
      await ensurePrivateFolder(folder);
      return await writeDurably(join(folder, name), bytes);
    } catch (error) {
      if (triesLeft === 0 || !isMissing(error)) throw error;
    }
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    const expected = ['ENOENT', 'ENOTEMPTY', 'EEXIST'];
    if (!expected.includes(errorCodeOf(error) ?? '')) throw error;
  }
}
