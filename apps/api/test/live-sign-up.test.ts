import type { FaceList, LiveStart, SignedIn, StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { kept, type Seat, sitThrough } from './support/live-person.js';
import { account, PASSWORD } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const STORE = '/api/user/facial/store';

vi.setConfig({ testTimeout: 180_000 });

/** Whole sessions of a real person on film, over the real socket. */
describeOnEachDatabase('a person in front of the camera', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_LIVENESS: 'on', FACEGATE_UPLOADS: 'checked' });
  });
  afterAll(() => server?.stop());

  const session = (start: Omit<LiveStart, 'type' | 'nonce'>, seat?: Seat) => sitThrough(server, start, seat);

  it('signs up in one session: the frames that it named are those that the account keeps', async () => {
    const { sat, fields } = await session({ purpose: 'sign-up', review: true });
    expect([...sat.captured.keys()].toSorted((one, other) => one.localeCompare(other))).toEqual([
      'front',
      'left',
      'right',
    ]);
    expect(sat.actions).toEqual(expect.arrayContaining(['turn-left', 'turn-right']));
    const images = kept(sat);
    const { status, body } = await server.client.post<StoredFacial>(
      STORE,
      account(images, { ...fields, username: 'anna' }),
    );
    expect([status, body.user.faceLogIn]).toEqual([201, 'on']);
    anna = body;
    const { faces } = (await server.client.get<FaceList>('/api/me/faces', { token: body.accessToken })).body;
    for (const { id, pose } of faces) {
      const picture = await server.client.get<Buffer>(`/api/me/faces/${id}/image?size=original`, {
        token: body.accessToken,
      });
      expect(picture.body.equals(sat.frames[sat.captured.get(pose)!]!)).toBe(true);
    }
  });

  it('logs in by another, for the name that it was begun for', async () => {
    const { sat, fields } = await session({ purpose: 'sign-in', username: 'Anna' });
    expect(sat.captured.size).toBe(0);
    const { status, body } = await server.client.post<SignedIn>('/api/user/facial/recognize', fields);
    expect([status, body.user.id]).toEqual([200, anna.user.id]);
  });

  it('proves to be who is signed in', async () => {
    const logIn = await server.client.post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORD });
    const { accessToken } = logIn.body;
    const { fields } = await session({ purpose: 'step-up', accessToken });
    const { status } = await server.client.post('/api/auth/step-up', fields, { token: accessToken });
    expect(status).toBe(200);
  });

  it('takes a pose again, and the later frame counts', async () => {
    const numbers: (number | undefined)[] = [];
    const { sat, fields } = await session(
      { purpose: 'sign-up', review: true },
      {
        review: (visitor, round, captured) => {
          numbers[round - 1] = captured.get('left');
          visitor.send(round === 1 ? { type: 'retake', pose: 'left' } : { type: 'finish' });
        },
      },
    );
    expect(numbers[1]).toBeGreaterThan(numbers[0]!);
    const before = { pose: 'left', data: sat.frames[numbers[0]!]!.toString('base64') };
    const front = kept(sat).find(({ pose }) => pose === 'front');
    const { body } = await server.client.post<{ code?: string }>(STORE, account([front, before], fields));
    expect(body.code).toBe('LIVENESS_INVALID');
  });

  it('adds one pose to the account', async () => {
    const logIn = await server.client.post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORD });
    const { accessToken } = logIn.body;
    const { sat, fields } = await session({ purpose: 'add-face', pose: 'up', accessToken });
    const [face] = kept(sat);
    expect(face?.pose).toBe('up');
    const answer = await server.client.post('/api/me/faces', { ...face, ...fields }, { token: accessToken });
    expect([answer.status, answer.body]).toMatchObject([201, { pose: 'up', isReference: true }]);
  });
});
