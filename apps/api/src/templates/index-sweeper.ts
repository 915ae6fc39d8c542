import { Injectable } from '@nestjs/common';
import { TemplateIndex } from '../face/template-index.js';
import { UsersRepository } from '../users/users.repository.js';

/** Some hundred rows to ask for. */
export const FACES_AT_A_TIME = 2000;

/**
 * Takes out of the index what no row has any more. Other processes erase, and this one's memory must not keep what was
 * destroyed; a search that meets it before is told by the row.
 */
@Injectable()
export class IndexSweeper {
  private place = 0;

  constructor(
    private readonly users: UsersRepository,
    private readonly index: TemplateIndex,
  ) {}

  /** Looks at the next faces of the index, after the last at the first again. Stays as long as it finds some to remove. */
  async next(): Promise<void> {
    const entries = await this.index.list(this.place, FACES_AT_A_TIME);
    // Rows come before entries and stay longer: who is in the index and in no row now has been removed.
    const stored = await this.users.faceIds([...new Set(entries.map(({ owner }) => owner))]);
    const removed = entries.filter(({ faceId }) => !stored.has(faceId));
    for (const { faceId } of removed) await this.index.remove(faceId);
    // Others have taken the places of the removed ones: they are looked at first.
    if (removed.length === 0) this.place = entries.length < FACES_AT_A_TIME ? 0 : this.place + entries.length;
  }
}
