import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineIndex } from '../face/adapters/engine-index.js';
import type { UsersRepository } from '../users/users.repository.js';
import { IndexEntries } from './index-entries.js';
import { ACCOUNTS_AT_A_TIME, IndexSweeper } from './index-sweeper.js';
import type { TemplateVault } from './template-vault.js';

const vector = Float32Array.from({ length: 128 }, (_, component) => Number(component === 0));

describe('IndexSweeper', () => {
  let index: EngineIndex;
  /** Accounts that have a face. */
  let rows: Set<string>;
  let sweeper: IndexSweeper;
  beforeEach(async () => {
    index = await EngineIndex.start();
    rows = new Set();
    const users: Pick<UsersRepository, 'idsWithFaces'> = {
      idsWithFaces: (ids) => Promise.resolve(new Set(ids.filter((id) => rows.has(id)))),
    };
    // A sweep opens no template.
    const templates = {} as TemplateVault;
    sweeper = new IndexSweeper(new IndexEntries(users as UsersRepository, templates, index));
  });
  afterEach(() => index.onApplicationShutdown());

  async function enrol(count: number): Promise<string[]> {
    const owners = Array.from({ length: count }, () => randomUUID());
    for (const owner of owners) rows.add(owner);
    await index.add(owners.map((owner) => ({ owner, vector })));
    return owners;
  }

  it('finds in one round all that no row has, also those that took the places of others', async () => {
    const owners = await enrol(2 * ACCOUNTS_AT_A_TIME + 10);
    const erased = [
      ...owners.slice(0, 5),
      ...owners.slice(ACCOUNTS_AT_A_TIME, ACCOUNTS_AT_A_TIME + 3),
      ...owners.slice(-5),
    ];
    for (const owner of erased) rows.delete(owner);
    // Three pages, and two of them once more.
    for (let look = 0; look < 5; look += 1) await sweeper.next();
    expect(new Set(await index.list(0, owners.length))).toEqual(rows);
  });

  it('begins again after the last', async () => {
    const owners = await enrol(3);
    await sweeper.next();
    for (const first of owners.slice(0, 1)) rows.delete(first);
    await sweeper.next();
    expect(index.size).toBe(2);
    rows.clear();
    await sweeper.next();
    await sweeper.next();
    expect(index.size).toBe(0);
  });
});
