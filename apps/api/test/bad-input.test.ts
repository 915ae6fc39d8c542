import { IMAGE_MAX_BYTES } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { account, base64, image, imagesOfA, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { SPOILED_PICTURES } from './support/spoiled-pictures.js';

describeOnEachDatabase('bad input', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create());
    await signUp(server.client, await imagesOfA(), { username: 'anna' });
  });
  afterAll(() => server?.stop());

  const recognize = (picture: unknown) => server.client.post('/api/user/facial/recognize', { image: picture });
  const json = { 'Content-Type': 'application/json' };

  it.each(SPOILED_PICTURES)('$name is refused with its code', async ({ codes, make }) => {
    const { status, body } = await recognize((await make()).toString('base64'));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(codes).toContain(body.code);
  });

  it('an EXIF-rotated picture works', async () => {
    const turned = await sharp(await personA.otherFront.jpeg())
      .rotate(90)
      .withMetadata({ orientation: 8 })
      .jpeg()
      .toBuffer();
    expect((await sharp(turned).metadata()).orientation).toBe(8);
    expect((await recognize(turned.toString('base64'))).status).toBe(200);
  });

  it.each(['png', 'webp'] as const)('a %s with alpha works', async (format) => {
    const picture = await sharp(await personA.otherFront.jpeg())
      .ensureAlpha()
      .toFormat(format)
      .toBuffer();
    expect((await recognize(`data:image/${format};base64,${picture.toString('base64')}`)).status).toBe(200);
  });

  it.each([
    ['nothing in it', ''],
    ['the wrong alphabet', '_-_-'],
    ['half a group', 'abcde'],
    ['a no-break space', '/9j/\u00a04AAQ'],
    ['a data URL of another type', 'data:image/gif;base64,R0lGODlh'],
    ['a data URL without base64', 'data:image/jpeg,abcd'],
    ['a data URL with nothing in it', 'data:image/jpeg;base64,'],
  ])('base64 with %s is IMAGE_INVALID', async (_name, data) => {
    expect((await recognize(data)).body).toMatchObject({ status: 400, code: 'IMAGE_INVALID' });
  });

  it.each([[null], [42], [{}], [['a']], [undefined]])('the image %j is VALIDATION_FAILED', async (data) => {
    const { body } = await recognize(data);
    expect(body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    expect(new Set(body.errors?.map(({ field }) => field))).toEqual(new Set(['image']));
  });

  it('an optional field may be null', async () => {
    const body = { image: await base64(personA.otherFront), username: null, livenessToken: null };
    expect((await server.client.post('/api/user/facial/recognize', body)).status).toBe(200);
  });

  it.each([[[[{}], []]], [[null, null]], [['AAAA', {}]], [{ length: 2 }]])(
    'the images %j are VALIDATION_FAILED',
    async (images) => {
      const { body } = await server.client.post('/api/user/facial/store', account(images as unknown[]));
      expect(body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    },
  );

  it('forty thousand fields where none belong are as good as none', async () => {
    const many = Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`k${at}`, 1]));
    const { body } = await server.client.post('/api/user/facial/store', { ...account([]), consent: many });
    expect(body.errors?.map(({ field }) => field)).toContain('consent.version');
    expect(JSON.stringify(body)).not.toContain('k1');
  });

  it('a JPEG as Samsung’s cameras write it works: the scan header ends with zeros', async () => {
    const jpeg = Buffer.from(await personA.otherFront.jpeg());
    const scan = jpeg.indexOf(Buffer.of(0xff, 0xda));
    const end = scan + 2 + jpeg.readUInt16BE(scan + 2);
    expect((await recognize(jpeg.fill(0, end - 3, end).toString('base64'))).status).toBe(200);
  });

  it('a JPEG with stray bytes before a marker works', async () => {
    const jpeg = await personA.otherFront.jpeg();
    const scan = jpeg.indexOf(Buffer.of(0xff, 0xda));
    const odd = Buffer.concat([jpeg.subarray(0, scan), Buffer.from('stray'), jpeg.subarray(scan)]);
    expect((await recognize(odd.toString('base64'))).status).toBe(200);
  });

  it('a picture of 50.3 million pixels is looked at as JPEG, and IMAGE_TOO_LARGE as WebP of some kilobytes', async () => {
    const large = sharp({
      create: { width: 8192, height: 6144, channels: 3, background: 'grey' },
      limitInputPixels: false,
    });
    const jpeg = await large.clone().jpeg().toBuffer();
    expect((await recognize(jpeg.toString('base64'))).body.code).toBe('NO_FACE');
    const webp = await large.clone().webp({ lossless: true, effort: 0 }).toBuffer();
    expect(webp.length).toBeLessThan(4096);
    expect((await recognize(webp.toString('base64'))).body.code).toBe('IMAGE_TOO_LARGE');
  });

  it('a picture over the limit is IMAGE_TOO_LARGE, in recognize and in store', async () => {
    const large = Buffer.alloc(IMAGE_MAX_BYTES + 1).toString('base64');
    expect((await recognize(large)).body).toMatchObject({ status: 413, code: 'IMAGE_TOO_LARGE' });
    const images = [await image(personA.front), { pose: 'left', data: large }];
    const stored = await server.client.post('/api/user/facial/store', account(images));
    expect(stored.body).toMatchObject({ code: 'IMAGE_TOO_LARGE', errors: [{ index: 1 }] });
  });

  it.each([30, 60])('%i MB are IMAGE_TOO_LARGE', async (megabytes) => {
    const picture = Buffer.alloc(megabytes * 1024 * 1024, 0x41).toString('latin1');
    expect((await recognize(picture)).body).toMatchObject({ status: 413, code: 'IMAGE_TOO_LARGE' });
  });

  it('other bodies over their limit are PAYLOAD_TOO_LARGE', async () => {
    const body = { username: 'anna', password: 'x'.repeat(70_000) };
    expect((await server.client.post('/api/auth/login', body)).body).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });

  it.each(['{"image": ', '"just a string"', '{"image": "a",}', '\u0000', 'null'])(
    'the body %j is MALFORMED_JSON',
    async (rawBody) => {
      const { body } = await server.client.post('/api/user/facial/recognize', undefined, { rawBody, headers: json });
      expect(body).toMatchObject({ status: 400, code: 'MALFORMED_JSON' });
    },
  );

  it.each(['[]', '[{"image": "a"}]'])('the body %s is VALIDATION_FAILED', async (rawBody) => {
    const { body } = await server.client.post('/api/user/facial/recognize', undefined, { rawBody, headers: json });
    expect(body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
  });

  it('no body at all is VALIDATION_FAILED', async () => {
    expect((await server.client.post('/api/auth/login')).body).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('a body nested a hundred thousand deep is refused and harms nobody', async () => {
    const depth = 100_000;
    const rawBody = `{"image": ${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const { body } = await server.client.post('/api/user/facial/recognize', undefined, { rawBody, headers: json });
    expect(body.code).toBe('VALIDATION_FAILED');
  });

  it('a body that is not JSON is UNSUPPORTED_MEDIA_TYPE', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const { body } = await server.client.post('/api/auth/login', undefined, { rawBody: 'username=anna', headers });
    expect(body).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it('leaves a server that still recognises', async () => {
    expect((await recognize(await base64(personA.otherFront))).status).toBe(200);
  });
});
