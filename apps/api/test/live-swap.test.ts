import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { type Seat, sitToTheEnd } from './support/live-person.js';
import { startLoggedServer } from './support/logged-server.js';
import type { TestServer } from './support/server.js';

vi.setConfig({ testTimeout: 180_000 });

/** Two people of the footage in one session, over the real socket. What one person has of it: live-sign-up.test.ts. */
describeOnEachDatabase('two people who take turns in front of the camera', (database) => {
  let server: TestServer;
  let lines: string[];
  beforeAll(async () => void ({ server, lines } = await startLoggedServer(await database.create())));
  afterAll(() => server?.stop());

  it.each<[string, Seat['person']]>([
    ['from the first movement on', (steps) => (steps >= 1 ? 'b' : 'a')],
    ['for the first movement only', (steps) => (steps === 1 ? 'b' : 'a')],
    ['from the second movement on', (steps) => (steps >= 2 ? 'b' : 'a')],
    ['for the second movement only', (steps) => (steps === 2 ? 'b' : 'a')],
  ])('are no living person when the other one is there %s', async (_when, person) => {
    lines.length = 0;
    const { sat } = await sitToTheEnd(server, { purpose: 'sign-in' }, { person });
    expect(sat.result).toMatchObject({ live: false, code: 'LIVENESS_FAILED' });
    expect(lines.at(-1)).toMatch(/ended with LIVENESS_FAILED: (FACE_CHANGED|JUMP)\b/);
    expect(await server.sql('SELECT id FROM liveness_proofs')).toEqual([]);
  });
});
