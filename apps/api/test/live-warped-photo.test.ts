import { personA, personB } from '@facegate/test-footage';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { sitToTheEnd } from './support/live-person.js';
import { startServer, type TestServer } from './support/server.js';
import { warpedPhoto } from './support/warped-photo.js';

vi.setConfig({ testTimeout: 180_000 });

describeOnEachDatabase('a photograph that is warped into every turn asked for', (database) => {
  let server: TestServer;
  const lines: string[] = [];
  const keep = (line: unknown) => void lines.push(String(line));
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_LIVENESS: 'on' });
    Logger.overrideLogger({ log: keep, warn: keep, error: keep });
  });
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
