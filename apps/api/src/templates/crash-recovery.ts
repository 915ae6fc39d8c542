import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataFolder } from '../database/data-folder.js';
import { patiently } from '../database/patience.js';
import { UsersRepository } from '../users/users.repository.js';
import { AccountEraser } from './account-eraser.js';
import { PictureStore } from './picture-store.js';
import { SealUpgrade } from './seal-upgrade.js';

/** Brings pictures, keys and rows into line before the first request. */
@Injectable()
export class CrashRecovery implements OnModuleInit {
  private readonly logger = new Logger(CrashRecovery.name);

  constructor(
    private readonly folder: DataFolder,
    private readonly users: UsersRepository,
    private readonly pictures: PictureStore,
    private readonly eraser: AccountEraser,
    private readonly upgrade: SealUpgrade,
  ) {}

  onModuleInit(): Promise<void> {
    return patiently(() => this.recover());
  }

  private async recover(): Promise<void> {
    const erased = await this.eraser.finishAll();
    if (erased > 0) this.logger.warn(`Finished erasing ${erased} accounts.`);
    if (!this.folder.first) return;
    const interrupted = await this.pictures.recover((userId) => this.users.faceIds([userId]));
    if (interrupted > 0) this.logger.warn(`Cleared up after ${interrupted} interrupted enrolments or erasures.`);
    const upgraded = await this.upgrade.run();
    if (upgraded > 0) this.logger.log(`Gave a data key to ${upgraded} accounts of an earlier version.`);
    this.folder.share();
  }
}
