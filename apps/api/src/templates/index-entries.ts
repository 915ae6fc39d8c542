import { Injectable } from '@nestjs/common';
import { Turns } from '../common/turns.js';
import { TemplateIndex } from '../face/template-index.js';
import type { FaceOwner } from '../users/facial-data.js';
import { UsersRepository } from '../users/users.repository.js';
import { type OpenedTemplate, TemplateVault } from './template-vault.js';

/**
 * Makes the search index what the rows say. A row is read and its entry written in one turn, so that an older row never
 * replaces a newer one.
 */
@Injectable()
export class IndexEntries {
  private readonly turns = new Turns();

  constructor(
    private readonly users: UsersRepository,
    private readonly templates: TemplateVault,
    private readonly index: TemplateIndex,
  ) {}

  /** The entry of an account becomes the template that its row has now, or goes. */
  refresh(userId: string): Promise<void> {
    return this.turns.take(async () => {
      const owner = await this.users.findById(userId);
      if (owner) await this.put([owner]);
      else await this.index.remove(userId);
    });
  }

  /** @returns whether there was one */
  remove(userId: string): Promise<boolean> {
    return this.turns.take(() => this.index.remove(userId));
  }

  /** The same as {@link refresh} for the next page. @returns undefined after the last one */
  takePage(pages: AsyncIterator<FaceOwner[]>): Promise<OpenedTemplate[] | undefined> {
    return this.turns.take(async () => {
      const page = await pages.next();
      return page.done ? undefined : this.put(page.value);
    });
  }

  /** Removes those of `count` entries from the place `first` on whose account has nothing to compare any more. */
  sweep(first: number, count: number): Promise<{ looked: number; removed: number }> {
    return this.turns.take(async () => {
      const owners = await this.index.list(first, count);
      const stored = await this.users.idsWithFaces(owners);
      const gone = owners.filter((owner) => !stored.has(owner));
      for (const owner of gone) await this.index.remove(owner);
      return { looked: owners.length, removed: gone.length };
    });
  }

  private async put(owners: readonly FaceOwner[]): Promise<OpenedTemplate[]> {
    const opened = owners.map((owner) => this.templates.open(owner));
    const templates = opened.flatMap(({ vector }, at) => (vector ? { owner: owners[at]!.id, vector } : []));
    await this.index.add(templates);
    for (const [at, { vector }] of opened.entries()) if (!vector) await this.index.remove(owners[at]!.id);
    return opened;
  }
}
