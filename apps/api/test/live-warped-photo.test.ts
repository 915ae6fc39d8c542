import { personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { sitToTheEnd } from './support/live-person.js';
import { startLoggedServer } from './support/logged-server.js';
import type { TestServer } from './support/server.js';
import { warpedPhoto } from './support/warped-photo.js';

vi.setConfig({ testTimeout: 180_000 });

describeOnEachDatabase('a photograph that is warped into every turn asked for', (database) => {
  let server: TestServer;
  let lines: string[];
  beforeAll(async () => void ({ server, lines } = await startLoggedServer(await database.create())));
  afterAll(() => server?.stop());

  it.each([
    ['A', personA.front],
    ['B', personB.front],
  ])('is no living person, as one of %s', async (_name, picture) => {
    lines.length = 0;
    const shows = await warpedPhoto(picture);
    // It has no second picture with closed eyes: an attacker says that they cannot blink.
    const { sat } = await sitToTheEnd(server, { purpose: 'sign-in', without: ['blink'] }, { shows });
    expect(sat.result).toMatchObject({ live: false, code: 'LIVENESS_FAILED' });
    expect(lines.at(-1)).toContain('ended with LIVENESS_FAILED: MOVED_PICTURE');
    expect(await server.sql('SELECT id FROM liveness_proofs')).toEqual([]);
  });
});
