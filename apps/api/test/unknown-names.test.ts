import { personB } from '@facegate/test-footage';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { AttemptStore } from '../src/attempts/attempt-store.js';
import { DataKey } from '../src/common/crypto/data-keys.js';
import { FaceExtractor } from '../src/face/face-extractor.js';
import { PasswordHasher } from '../src/users/password-hasher.js';
import { UsersRepository } from '../src/users/users.repository.js';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, imagesOfA, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

/** Time on a busy machine proves nothing; what takes the time can be counted. */
describeOnEachDatabase('the work for a name that nobody has', (database) => {
  let server: TestServer;
  let probe: string;
  beforeAll(async () => {
    server = await startServer(await database.create());
    await signUp(server.client, await imagesOfA(), { username: 'anna' });
    probe = await base64(personB.front);
  });
  afterAll(() => server?.stop());
  beforeEach(() => server.sql('DELETE FROM attempt_counts'));
  afterEach(() => {
    vi.restoreAllMocks();
  });

  async function work(call: () => Promise<{ status: number }>): Promise<{ status: number; calls: number[] }> {
    vi.restoreAllMocks();
    const spies = [
      vi.spyOn(server.app.get(PasswordHasher, { strict: false }), 'matches'),
      vi.spyOn(server.app.get(FaceExtractor, { strict: false }), 'extract'),
      vi.spyOn(server.app.get(AttemptStore, { strict: false }), 'change'),
      vi.spyOn(server.app.get(UsersRepository, { strict: false }), 'findByName'),
      vi.spyOn(DataKey.prototype, 'open'),
    ];
    const { status } = await call();
    return { status, calls: spies.map((spy) => spy.mock.calls.length) };
  }

  it('is the same by password: one hash is verified, decoy or not, and none while one has to wait', async () => {
    const logIn = (username: string) =>
      work(() => server.client.post('/api/auth/login', { username, password: 'a wrong one' }));
    expect(await logIn('nobody')).toEqual({ status: 401, calls: [1, 0, 1, 1, 0] });
    expect(await logIn('anna')).toEqual(await logIn('nobody'));
    await server.sql(`UPDATE attempt_counts SET attempts = 6, open_at = now() + interval '1 minute'`);
    expect(await logIn('anna')).toEqual({ status: 429, calls: [0, 0, 1, 1, 0] });
    expect(await logIn('nobody')).toEqual({ status: 429, calls: [0, 0, 1, 1, 0] });
  });

  it('is the same by face: one picture is analysed, three templates are opened, decoys or not, and none while one has to wait', async () => {
    const show = (username: string) =>
      work(() => server.client.post('/api/user/facial/recognize', { image: probe, username }));
    expect(await show('nobody')).toEqual({ status: 401, calls: [0, 1, 1, 2, 3] });
    expect(await show('anna')).toEqual(await show('nobody'));
    await server.sql(`UPDATE attempt_counts SET attempts = 6, open_at = now() + interval '1 minute'`);
    expect(await show('anna')).toEqual({ status: 429, calls: [0, 0, 1, 1, 0] });
    expect(await show('nobody')).toEqual({ status: 429, calls: [0, 0, 1, 1, 0] });
  });
});
