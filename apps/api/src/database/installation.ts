import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { StartUpError } from '../common/start-up-error.js';
import { AppConfig } from '../config/app-config.js';
import { DataFolder } from './data-folder.js';
import { type FolderMark, hasKeys, readMark, renewMark } from './folder-mark.js';

const LOOK_EVERY_MS = 10_000;

/**
 * Keys, pictures and the end of the audit trail are in the data folder, all the rest is in the database: a server with
 * another folder would sign what this one refuses, and find no pictures. The first folder to come has the database. Not for
 * the embedded one, which is inside the folder.
 * @throws StartUpError when the database belongs to another folder
 */
export async function claimDatabase(dataSource: DataSource, folder: DataFolder): Promise<void> {
  const { path } = folder;
  const mark = await readMark(path);
  // A process that shares the folder with one that runs is of the same run.
  const own = mark && !folder.first ? mark : await renewMark(path, mark);
  if (!(await hasKeys(path)) && (await hasAccounts(dataSource)) && !(await ownerOf(dataSource)))
    throw new StartUpError(
      `The database has accounts, but the data folder ${path} is a new one, without the keys and pictures that belong to them: set FACEGATE_DATA_DIR to the folder that does. ${lostFolder(own)}`,
    );
  await dataSource.query('INSERT INTO installation (id, folder, run) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING', [
    own.folder,
    own.run,
  ]);
  const [, claimed] = await dataSource.query<[unknown, number]>(
    'UPDATE installation SET run = $2 WHERE id = 1 AND folder = $1',
    [own.folder, own.run],
  );
  if (claimed !== 1)
    throw new StartUpError(
      `The database belongs to another data folder than ${path}. Two servers on one database need one data folder, with the keys and pictures of all: set FACEGATE_DATA_DIR to that folder (a copy or a backup of it will do once no server uses the other). ${lostFolder(own)}`,
    );
}

/** Looks whether a copy of the data folder was started on the database: then one of the two has to end. */
@Injectable()
export class Installation implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Installation.name);
  private timer: NodeJS.Timeout | undefined;
  private told = false;

  constructor(
    private readonly config: AppConfig,
    private readonly dataSource: DataSource,
    private readonly folder: DataFolder,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.databaseUrl) return;
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @throws Error when the database belongs to another folder, or to a copy of this one */
  async tryOut(): Promise<void> {
    if (!this.config.databaseUrl) return;
    const [mark, owner] = [await readMark(this.folder.path), await ownerOf(this.dataSource)];
    if (mark && owner?.folder === mark.folder && owner.run === mark.run) return;
    throw new Error(
      `a server with another data folder, or with a copy of ${this.folder.path}, was started on this database: end one of the two`,
    );
  }

  /** A database that is away is told elsewhere. */
  private async look(): Promise<void> {
    try {
      await this.tryOut();
      this.told = false;
    } catch (error) {
      if (!this.told && error instanceof Error) this.logger.error(`The data folder: ${error.message}`);
      this.told = true;
    }
  }
}

async function ownerOf(dataSource: DataSource): Promise<FolderMark | undefined> {
  const [row] = await dataSource.query<FolderMark[]>('SELECT folder, run FROM installation WHERE id = 1');
  return row;
}

async function hasAccounts(dataSource: DataSource): Promise<boolean> {
  const rows = await dataSource.query<unknown[]>('SELECT id FROM users LIMIT 1');
  return rows.length > 0;
}

function lostFolder({ folder, run }: FolderMark): string {
  return `Is that folder lost for good, and with it the pictures and the proof of the audit trail? Then let this one take its place, in the database: INSERT INTO installation (id, folder, run) VALUES (1, '${folder}', '${run}') ON CONFLICT (id) DO UPDATE SET folder = excluded.folder;`;
}
