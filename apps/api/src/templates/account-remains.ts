import type { Destroyed } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ErasuresRepository } from './erasures.repository.js';
import { IndexEntries } from './index-entries.js';
import { PictureStore } from './picture-store.js';

/** What is left of an account whose data key was destroyed, but for its row. */
@Injectable()
export class AccountRemains {
  constructor(
    private readonly entries: IndexEntries,
    private readonly pictures: PictureStore,
    private readonly erasures: ErasuresRepository,
  ) {}

  /** May be repeated after a crash. @returns what was removed, and the rows that still go */
  async remove(userId: string): Promise<Pick<Destroyed, 'indexEntries' | 'pictures' | 'rows'>> {
    const indexEntries = (await this.entries.remove(userId)) ? 1 : 0;
    const { size: pictures } = await this.pictures.list(userId);
    await this.pictures.removeAll(userId);
    return { indexEntries, pictures, rows: await this.erasures.countRows(userId) };
  }
}
