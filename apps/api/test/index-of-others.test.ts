import type { StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { TemplateIndex } from '../src/face/template-index.js';
import { describeOnPostgres } from './support/databases.js';
import { imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const indexOf = (server: TestServer) => server.app.get(TemplateIndex, { strict: false });
const inIndex = async (server: TestServer) => (await indexOf(server).list(0, 100)).toSorted();

describeOnPostgres('the index of one server', (database) => {
  let one: TestServer;
  let other: TestServer;
  let anna: StoredFacial;
  beforeAll(async () => {
    const settings = await database.create();
    one = await startServer(settings);
    other = await startServer(settings, { FACEGATE_DATA_DIR: one.dataDir });
    ({ body: anna } = await signUp(one.client, await imagesOfA()));
    await signUp(other.client, await imagesOfB());
  });
  afterAll(async () => {
    await other?.app.close();
    await one?.stop();
  });

  const soon = { timeout: 20_000, interval: 200 };

  it('has what the other one enrolled, and forgets what that one removed', async () => {
    const token = anna.accessToken;
    await vi.waitFor(async () => {
      expect(await inIndex(other)).toHaveLength(2);
      expect(await inIndex(one)).toEqual(await inIndex(other));
    }, soon);
    // Any vector: the score shows which references a template was fused of.
    const probe = Float32Array.from({ length: 128 }, () => Math.sqrt(1 / 128));
    const scores = async (server: TestServer) =>
      new Map((await indexOf(server).search(probe, 2)).map(({ owner, score }) => [owner, score]));
    const before = await scores(other);
    const [front] = anna.faces.map(({ id }) => id);
    expect((await one.client.delete(`/api/me/faces/${front}`, { token })).status).toBe(204);
    expect((await scores(one)).get(anna.user.id)).not.toBe(before.get(anna.user.id));
    await vi.waitFor(async () => expect(await scores(other)).toEqual(await scores(one)), soon);
    expect(await inIndex(other)).toContain(anna.user.id);
    expect((await one.client.delete('/api/me', { token, body: { password: PASSWORD } })).status).toBe(204);
    await vi.waitFor(async () => expect(await inIndex(other)).toHaveLength(1), soon);
    expect(await inIndex(one)).toEqual(await inIndex(other));
  });
});
