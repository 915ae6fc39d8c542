import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineIndex } from '../face/adapters/engine-index.js';
import type { IndexedFace } from '../face/template-index.js';
import type { UsersRepository } from '../users/users.repository.js';
import { FACES_AT_A_TIME, IndexSweeper } from './index-sweeper.js';

const vector = Float32Array.from({ length: 128 }, (_, component) => Number(component === 0));
const someFaces = (count: number): IndexedFace[] =>
  Array.from({ length: count }, () => ({ owner: randomUUID(), faceId: randomUUID(), vector }));

describe('IndexSweeper', () => {
  let index: EngineIndex;
  let rows: Map<string, string>;
  let sweeper: IndexSweeper;
  beforeEach(async () => {
    index = await EngineIndex.start();
    rows = new Map();
    const users: Pick<UsersRepository, 'faceIds'> = {
      faceIds: (owners) => Promise.resolve(new Set(owners.flatMap((owner) => rows.get(owner) ?? []))),
    };
    sweeper = new IndexSweeper(users as UsersRepository, index);
  });
  afterEach(() => index.onApplicationShutdown());

  async function enrol(faces: readonly IndexedFace[]): Promise<void> {
    for (const { owner, faceId } of faces) rows.set(owner, faceId);
    await index.add(faces);
  }

  it('finds in one round all that no row has, also those that took the places of others', async () => {
    const faces = someFaces(2 * FACES_AT_A_TIME + 10);
    await enrol(faces);
    const erased = [...faces.slice(0, 5), ...faces.slice(FACES_AT_A_TIME, FACES_AT_A_TIME + 3), ...faces.slice(-5)];
    for (const { owner } of erased) rows.delete(owner);
    // Three pages, and two of them once more.
    for (let look = 0; look < 5; look += 1) await sweeper.next();
    const left = (await index.list(0, faces.length)).map(({ faceId }) => faceId);
    expect(new Set(left)).toEqual(new Set(rows.values()));
  });

  it('begins again after the last', async () => {
    const first = someFaces(1);
    await enrol([...first, ...someFaces(2)]);
    await sweeper.next();
    for (const { owner } of first) rows.delete(owner);
    await sweeper.next();
    expect(index.size).toBe(2);
    rows.clear();
    await sweeper.next();
    await sweeper.next();
    expect(index.size).toBe(0);
  });
});
