import { setTimeout as sleep } from 'node:timers/promises';
import { type LiveStart, type SignedIn, type StoredFacial, WATCH_MAX_FACES } from '@facegate/contracts';
import { emptyRoom, group, otherPeople, personA, personB, twoPeople } from '@facegate/test-footage';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { Member } from './support/factors.js';
import { ask } from './support/operator.js';
import { imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { frame, Visitor } from './support/visitor.js';

/** Slower than the rate limit. */
const FRAME_MS = 100;

describeOnEachDatabase('live recognition', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let olga: Member;
  let visitor: Visitor;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    await signUp(server.client, await imagesOfB(), { username: 'ben' });
    olga = await Member.signUp(server, { username: 'olga' });
  });
  afterEach(() => visitor?.leave());
  afterAll(() => server?.stop());

  const start = async (fields: Partial<LiveStart> = {}) => {
    visitor = await new Visitor(server).open();
    visitor.send({ type: 'start', purpose: 'watch', accessToken: anna.accessToken, ...fields });
  };
  const watch = async (fields: Partial<LiveStart> = {}) => {
    await start(fields);
    expect(await visitor.next('ack')).toEqual({ type: 'ack', credit: 2 });
  };
  const see = async (picture: Parameters<typeof frame>[0]) => {
    visitor.send(await frame(picture));
    return visitor.next('recognition');
  };
  const end = async () => {
    const { type: _type, ...result } = await visitor.next('result');
    expect(await visitor.closed).toBe(1000);
    return result;
  };
  const logIn = async () =>
    (await server.client.post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORD })).body;

  it('knows the person who watches and where they are, tells no score, and gives the credit back', async () => {
    await watch();
    const { faces, latencyMs } = await see(personA.otherFront);
    expect(faces).toEqual([{ box: expect.any(Object), identity: 'you' }]);
    expect(faces[0]!.box.width).toBeGreaterThan(50);
    expect(latencyMs).toBeGreaterThan(0);
    expect(await visitor.next('ack')).toEqual({ type: 'ack', credit: 1 });
    expect((await see(emptyRoom)).faces).toEqual([]);
  });

  it('knows that somebody else is known, and does not say who', async () => {
    await watch();
    const seen = await see(personB.otherFront);
    expect(seen.faces).toEqual([{ box: expect.any(Object), identity: 'known' }]);
    expect(JSON.stringify(seen)).not.toContain('ben');
  });

  it('tells operators the name, from when they are one and showed a second factor until they are not', async () => {
    await ask(server.dataDir, 'user', 'role', 'olga', 'operator');
    await watch({ accessToken: olga.token });
    expect((await see(personB.otherFront)).faces).toEqual([{ box: expect.any(Object), identity: 'known' }]);
    visitor.leave();
    await olga.addApp();
    await watch({ accessToken: olga.token });
    expect((await see(personB.otherFront)).faces).toMatchObject([{ identity: 'known', name: 'ben' }]);
    expect((await see(personA.otherFront)).faces[0]).not.toHaveProperty('name');
    await ask(server.dataDir, 'user', 'role', 'olga', 'user');
    for (;;) {
      const [face] = (await see(personB.otherFront)).faces;
      expect(face!.identity).toBe('known');
      if (face!.name === undefined) break;
      await sleep(FRAME_MS);
    }
  });

  it('calls nobody by a name who is not enrolled', async () => {
    await watch();
    const [face] = (await see(otherPeople[0]!)).faces;
    expect(face).toEqual({ box: expect.any(Object), identity: 'unknown' });
  });

  it('sees several at once, the largest first, and not without end', async () => {
    await watch();
    const { faces } = await see(twoPeople);
    expect(faces).toHaveLength(2);
    const widths = faces.map(({ box }) => box.width * box.height);
    expect(widths[0]).toBeGreaterThanOrEqual(widths[1]!);
    expect((await see(group)).faces.length).toBeLessThanOrEqual(WATCH_MAX_FACES);
  });

  it('sends points of the face when asked, inside of its picture, and never a vector', async () => {
    await watch({ landmarks: true });
    const seen = await see(personA.otherFront);
    const [{ landmarks = [], box } = { box: { x: 0, y: 0, width: 0, height: 0 } }] = seen.faces;
    expect(landmarks.length).toBeGreaterThan(40);
    expect(landmarks.length).toBeLessThan(80);
    const inside = landmarks.filter(
      ([x, y]) =>
        x > box.x - box.width / 2 &&
        x < box.x + box.width * 1.5 &&
        y > box.y - box.height / 2 &&
        y < box.y + box.height * 1.5,
    );
    expect(inside).toHaveLength(landmarks.length);
    expect(JSON.stringify(seen)).not.toMatch(/vector|embedding|sealed/);
  });

  describe('ends', () => {
    it.each<[string, () => string | Promise<string>, string]>([
      ['no token', () => '', 'MALFORMED_MESSAGE'],
      ['nonsense', () => 'nonsense', 'UNAUTHENTICATED'],
      ['a tampered token', () => `${anna.accessToken.slice(0, -4)}AAAA`, 'UNAUTHENTICATED'],
      [
        'the token of an ended session',
        async () => {
          const { accessToken } = await logIn();
          await server.client.post('/api/auth/logout', undefined, { token: accessToken });
          return accessToken;
        },
        'SESSION_REVOKED',
      ],
    ])('at once with %s', async (_name, make, code) => {
      await start({ accessToken: await make() });
      expect(await end()).toMatchObject({ live: false, code });
      expect(visitor.messages).toEqual([]);
    });

    it('at once without a token', async () => {
      visitor = await new Visitor(server).open();
      visitor.send('{"type":"start","purpose":"watch"}');
      expect(await end()).toMatchObject({ live: false, code: 'MALFORMED_MESSAGE' });
    });

    it.each([
      '{"type":"start","purpose":"watch","accessToken":{"$ne":""}}',
      '{"type":"start","purpose":"watch","accessToken":["x"]}',
      '{"type":"start","purpose":"watch","accessToken":"x","landmarks":"yes"}',
    ])('at once at %s', async (message) => {
      visitor = await new Visitor(server).open();
      visitor.send(message);
      expect(await end()).toMatchObject({ live: false, code: 'MALFORMED_MESSAGE' });
    });

    it('soon after the session was ended, though frames keep coming', async () => {
      const { accessToken } = await logIn();
      await watch({ accessToken });
      await see(personA.otherFront);
      await server.client.delete('/api/me/sessions', { token: anna.accessToken });
      const picture = await frame(personA.otherFront);
      while (!visitor.messages.some(({ type }) => type === 'result')) {
        await Promise.race([visitor.next('ack'), visitor.closed]);
        await sleep(FRAME_MS);
        visitor.send(picture);
      }
      expect(await end()).toMatchObject({ live: false, code: 'SESSION_REVOKED' });
    });

    it('when too many faces were compared, and says for how long; frames of a face that was compared do not count', async () => {
      const { accessToken, user } = await logIn();
      const limits = (attempts: number) =>
        server.sql<{ attempts: number }>(
          `UPDATE attempt_counts SET attempts = $2, open_at = CASE WHEN $2 >= 300 THEN forget_at ELSE open_at END
           WHERE key = $1 RETURNING attempts`,
          [`faces:watched:hour:${user.id}`, attempts],
        );
      const compared = async () =>
        (
          await server.sql<{ attempts: number }>('SELECT attempts FROM attempt_counts WHERE key = $1', [
            `faces:watched:hour:${user.id}`,
          ])
        )[0]!.attempts;
      await watch({ accessToken });
      await see(personA.otherFront);
      const before = await compared();
      for (let n = 0; n < 10; n++) await see(personA.otherFront);
      expect(await compared()).toBe(before);
      await limits(300);
      visitor.send(await frame(personB.otherFront));
      const { code, retryAfterSeconds } = (await end()) as { code: string; retryAfterSeconds?: number };
      expect(code).toBe('TOO_MANY_ATTEMPTS');
      expect(retryAfterSeconds).toBeGreaterThan(3000);
      expect(retryAfterSeconds).toBeLessThanOrEqual(3600);
      await limits(0);
    });

    it('with more frames than credit', async () => {
      await watch();
      const picture = await frame(personA.front);
      for (let n = 0; n < 3; n++) visitor.send(picture);
      expect(await end()).toMatchObject({ live: false, code: 'TOO_FAST' });
    });

    it('at a frame that is none', async () => {
      await watch();
      visitor.send(Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), Buffer.alloc(999, 7)]));
      expect(await end()).toMatchObject({ live: false, code: 'IMAGE_INVALID' });
    });

    it('at a frame before the token was looked at', async () => {
      const picture = await frame(personA.front);
      await start();
      visitor.send(picture);
      expect(await end()).toMatchObject({ live: false, code: 'OUT_OF_ORDER' });
    });
  });
});
