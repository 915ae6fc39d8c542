import { personA, personB } from '@facegate/test-footage';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Actor } from './support/actor.js';
import { hostileQuery, hostileSegment, hostileText, NASTY_BODIES } from './support/fuzz/hostile-json.js';
import { HOSTILE_PICTURES, spoiltPictures } from './support/fuzz/hostile-pictures.js';
import type { RawRequest } from './support/fuzz/raw-http.js';
import { fuzz, FUZZ_TIMEOUT_MS } from './support/fuzz/seed.js';
import { FuzzTarget } from './support/fuzz/target.js';
import { type ApiDocument, type Operation, pathWith, readDocument } from './support/operations.js';
import { base64, PASSWORD } from './support/people.js';

const BODY_CASES = 260;
const ADDRESS_CASES = 180;
const PICTURE_CASES = 140;

/**
 * On PGlite only: what is hostile here is turned away by the HTTP parser, the pipe or the decoder, before a database is
 * asked; what reaches one is the same SQL for both, and the other suites run it on both.
 */
describe('hostile input over HTTP', { timeout: FUZZ_TIMEOUT_MS }, () => {
  let target: FuzzTarget;
  let api: ApiDocument;
  let anna: Actor;
  /** In whose name it is sent. */
  let who: Actor;
  const tokens: string[] = [];
  beforeAll(async () => {
    target = await FuzzTarget.start();
    api = await readDocument(target.client);
    anna = await Actor.signUp(target.client, 'anna', [personA.front, personA.left]);
    who = anna;
  });
  afterAll(() => target?.stop());

  /** Only what is done, not what is refused, can have ended the session. */
  let mayBeOver = true;
  const send = async (request: RawRequest) => {
    const answer = await target.send(request);
    mayBeOver ||= answer.status < 400 || answer.status === 401;
    return answer;
  };

  async function bearer(): Promise<[string, string]> {
    if (mayBeOver) tokens.push(await who.token());
    mayBeOver = false;
    return ['Authorization', `Bearer ${tokens.at(-1)}`];
  }

  const json = ['Content-Type', 'application/json'] as const;
  const anyOperation = () => fc.constantFrom(...api.operations);
  const sendBody = async ({ method, path }: Operation, body: string) =>
    send({ method, target: pathWith(path, 'x'), headers: [json, await bearer()], body });

  it('random and damaged bodies at every operation', async () => {
    const cases = anyOperation().chain((operation) =>
      fc.tuple(fc.constant(operation), hostileText(operation.body, api.schemas)),
    );
    expect(await fuzz(BODY_CASES, cases, ([operation, body]) => sendBody(operation, body))).toBe(BODY_CASES);
  });

  it.each(NASTY_BODIES.map((body) => [body.slice(0, 50), body]))(
    '%j at every operation that takes a body',
    async (_, body) => {
      const operations = api.operations.filter(({ body: schema }) => schema);
      for (const operation of operations) expect((await sendBody(operation, body)).status).toBeLessThan(500);
    },
  );

  it('random ids, queries and headers at every operation', async () => {
    const header = fc.tuple(
      fc.constantFrom(
        'Accept',
        'Cookie',
        'Origin',
        'Referer',
        'Range',
        'If-None-Match',
        'X-Forwarded-Proto',
        'User-Agent',
      ),
      fc.stringMatching(/^[ -~]{0,200}$/),
    );
    const cases = anyOperation().chain((operation) =>
      fc.tuple(
        fc.constant(operation),
        hostileSegment(),
        hostileQuery(operation.queries),
        fc.array(header, { maxLength: 3 }),
        fc.boolean(),
      ),
    );
    const ran = await fuzz(ADDRESS_CASES, cases, async ([{ method, path }, segment, query, headers, signedIn]) =>
      send({
        method,
        target: `${pathWith(path, segment)}?${query}`,
        headers: [...headers, ...(signedIn ? [await bearer()] : [])],
      }),
    );
    expect(ran).toBe(ADDRESS_CASES);
  });

  /** By a log-in, which is counted for the address only: verification would soon look at nothing more for this account. */
  const look = (picture: Buffer) =>
    send({
      method: 'POST',
      target: '/api/user/facial/recognize',
      headers: [json],
      body: JSON.stringify({ image: picture.toString('base64') }),
    });

  describe('in pictures', () => {
    // What came before may have taken back Anna's consent to a face.
    beforeAll(async () => {
      who = await Actor.signUp(target.client, 'ben', [personB.front, personB.left]);
      mayBeOver = true;
    });

    it('random and damaged pictures', async () => {
      expect(await fuzz(PICTURE_CASES, await spoiltPictures(), look)).toBe(PICTURE_CASES);
    });

    it.each(HOSTILE_PICTURES)('$name', async ({ make }) => {
      expect((await look(await make())).status).not.toBe(503);
    });

    it('a picture that is also a page goes out as the picture it is', async () => {
      const polyglot = Buffer.concat([await personB.otherFront.jpeg(), Buffer.from('<html><script>alert(1)</script>')]);
      const added = await send({
        method: 'POST',
        target: '/api/me/faces',
        headers: [json, await bearer()],
        body: JSON.stringify({ pose: 'front', data: polyglot.toString('base64') }),
      });
      expect(added.status).toBe(201);
      const { id } = JSON.parse(added.text) as { id: string };
      const { headers } = await send({
        method: 'GET',
        target: `/api/me/faces/${id}/image`,
        headers: [await bearer()],
      });
      expect(headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' });
    });
  });

  it('left the prototypes as they were: no field came to a profile, and nobody is still nobody', async () => {
    const { body } = await target.client.get<Record<string, unknown>>('/api/me', { token: await anna.token() });
    expect(body['isAdmin']).toBeUndefined();
    expect(body['role']).not.toBe('operator');
    expect((await target.client.get('/api/me')).body.code).toBe('UNAUTHENTICATED');
  });

  it('after all of it the server is well, and its log holds no secret', async () => {
    expect(target.cases).toBeGreaterThanOrEqual(BODY_CASES + ADDRESS_CASES + PICTURE_CASES);
    expect(await target.symptoms([PASSWORD, ...tokens, (await base64(personA.front)).slice(0, 60)])).toEqual([]);
  });
});
