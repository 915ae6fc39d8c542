import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataFolder } from '../database/data-folder.js';
import { UsersRepository } from '../users/users.repository.js';
import { PictureStore } from './picture-store.js';

/** Brings pictures and rows into line before the first request. */
@Injectable()
export class CrashRecovery implements OnModuleInit {
  constructor(
    private readonly folder: DataFolder,
    private readonly users: UsersRepository,
    private readonly pictures: PictureStore,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!this.folder.first) return;
    const interrupted = await this.pictures.recover((userId) => this.users.faceIds(userId));
    if (interrupted > 0)
      new Logger(CrashRecovery.name).warn(`Cleared up after ${interrupted} interrupted enrolments or erasures.`);
    this.folder.share();
  }
}
