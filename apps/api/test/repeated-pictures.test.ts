import type { FaceImage, StoredFacial } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { account, image, imagesOfA, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

/** The same photograph, in other bytes. */
const ENCODINGS: [string, (picture: Sharp) => Sharp][] = [
  ['as PNG', (picture) => picture.png()],
  ['with more compression', (picture) => picture.jpeg({ quality: 60 })],
  ['as WebP', (picture) => picture.webp({ quality: 80 })],
  ['smaller', (picture) => picture.resize({ width: 500 }).jpeg({ quality: 90 })],
  ['a little brighter', (picture) => picture.modulate({ brightness: 1.05 }).jpeg({ quality: 90 })],
];

const encoded = async (encode: (picture: Sharp) => Sharp): Promise<FaceImage> => {
  const bytes = await encode(sharp(await personA.front.jpeg())).toBuffer();
  return { pose: 'front', data: bytes.toString('base64') };
};

describeOnEachDatabase('one picture sent as several', (database) => {
  let server: TestServer;
  let front: FaceImage;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_ENGINE_QUEUE: '30' });
    front = await image(personA.front);
  });
  afterAll(() => server?.stop());
  beforeEach(() => server.sql('DELETE FROM attempt_counts'));

  const store = (images: unknown[]) => server.client.post('/api/user/facial/store', account(images));

  it('ten times is refused, with each that repeats another named', async () => {
    const { status, body } = await store(Array.from({ length: 10 }, () => front));
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'PICTURE_REPEATED' });
    expect(body.errors?.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await server.sql('SELECT 1 FROM users')).toEqual([]);
  });

  it('as a data URL or in lines of base64 is the same', async () => {
    const lines = front.data.replaceAll(/.{76}/g, '$&\r\n');
    const twins = [`data:image/jpeg;base64,${front.data}`, lines].map((data) => ({ pose: 'front', data }));
    const { body } = await store([front, ...twins]);
    expect(body.errors?.map(({ code, index }) => ({ code, index }))).toEqual([
      { code: 'PICTURE_REPEATED', index: 1 },
      { code: 'PICTURE_REPEATED', index: 2 },
    ]);
  });

  it.each(ENCODINGS)('%s is the same', async (_name, encode) => {
    const { body } = await store([front, await encoded(encode)]);
    expect(body.code).toBe('PICTURE_REPEATED');
  });

  it('is not what other pictures of one person are, in whatever pose', async () => {
    const others = [personA.front, personA.otherFront, personA.near, personA.left, personA.right, personA.otherLeft];
    expect((await store(await Promise.all(others.map((one) => image(one))))).status).toBe(201);
  });

  describe.each([
    ['trusted', 'on'],
    ['checked', 'pending'],
  ])('to an account that has it, where files are %s', (uploads, faceLogIn) => {
    let anna: StoredFacial;
    beforeAll(async () => {
      await server.restart({ FACEGATE_UPLOADS: uploads, FACEGATE_LIVENESS: uploads === 'checked' ? 'on' : 'off' });
      ({ body: anna } = await signUp(server.client, await imagesOfA()));
    });

    const add = ({ pose, data }: FaceImage) =>
      server.client.post('/api/me/faces', { pose, data }, { token: anna.accessToken });

    it('is refused, in the same bytes or in others', async () => {
      expect(anna.user.faceLogIn).toBe(faceLogIn);
      expect((await add(front)).body.code).toBe('PICTURE_REPEATED');
      for (const [, encode] of ENCODINGS) {
        await server.sql('DELETE FROM attempt_counts');
        expect((await add(await encoded(encode))).body.code).toBe('PICTURE_REPEATED');
      }
    });

    it('is taken once when it comes several times at once', async () => {
      const other = await image(personA.otherFront);
      const answers = await Promise.all([add(other), add(other), add(other)]);
      const codes = answers.map(({ status, body }) => (status === 201 ? 201 : body.code));
      expect(codes.filter((code) => code === 201)).toHaveLength(1);
      expect(codes.filter((code) => code !== 201 && code !== 'BUSY' && code !== 'PICTURE_REPEATED')).toEqual([]);
    });
  });
});
