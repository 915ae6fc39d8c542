import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceSummary, SignedIn, StoredFacial } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { DataKeys } from '../src/common/crypto/data-keys.js';
import { describeOnEachDatabase } from './support/databases.js';
import { Member } from './support/factors.js';
import { imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const EXIF = { IFD0: { Make: 'Aurora Cam', ImageDescription: 'SERIAL-4711' }, IFD3: { GPSLatitudeRef: 'N' } };

describeOnEachDatabase('pictures of my faces', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
  });
  afterEach(() => server.sql(`DELETE FROM attempt_counts WHERE key LIKE 'faces:%'`));
  afterAll(() => server?.stop());

  const add = (body: unknown) => server.client.post<FaceSummary>('/api/me/faces', body, { token: anna.accessToken });
  const remove = (id: string) => server.client.delete(`/api/me/faces/${id}`, { token: anna.accessToken });
  const preview = (id: string, query = '', token = anna.accessToken) =>
    server.client.get<Buffer & { code: string }>(`/api/me/faces/${id}/image${query}`, { token });
  const picture = (id: string) => preview(id, '?size=original');
  const fileOf = (id: string) => join(server.dataDir, 'faces', anna.user.id, id);

  it('come with a small picture, whatever was sent, and with no metadata', async () => {
    const large = await sharp(await personA.otherFront.jpeg())
      .resize(1200)
      .withExif(EXIF)
      .jpeg()
      .toBuffer();
    const { body: added } = await add({ pose: 'front', data: large.toString('base64') });
    try {
      for (const query of ['', '?size=preview']) {
        const { status, body, headers } = await preview(added.id, query);
        expect([status, headers.get('content-type')]).toEqual([200, 'image/jpeg']);
        expect(headers.get('cache-control')).toContain('no-store');
        const { width, height, exif } = await sharp(body).metadata();
        expect([Math.max(width, height), exif]).toEqual([160, undefined]);
      }
      const { body } = await picture(added.id);
      const { width, exif, orientation } = await sharp(body).metadata();
      expect([width, exif, orientation]).toEqual([1200, undefined, undefined]);
      for (const query of ['?size=', '?size=large', '?size=original&size=preview'])
        expect((await preview(added.id, query)).body.code).toBe('VALIDATION_FAILED');
    } finally {
      await remove(added.id);
    }
  });

  it('come as they are kept after a fresh proof only, by the second factor of who has one', async () => {
    const cara = await Member.signUp(server);
    const id = cara.account.faces[0]!.id;
    const stale = () => server.sql(`UPDATE sessions SET authenticated_at = now() - interval '1 hour'`);
    try {
      await stale();
      const refused = await preview(id, '?size=original', cara.token);
      expect(refused).toMatchObject({ status: 403, body: { code: 'STEP_UP_REQUIRED', methods: ['password', 'face'] } });
      expect((await preview(id, '', cara.token)).status).toBe(200);
      cara.token = (await cara.call<SignedIn>('/api/auth/step-up', { password: PASSWORD })).body.accessToken;
      expect((await preview(id, '?size=original', cara.token)).status).toBe(200);
      await cara.addApp();
      await server.sql(`UPDATE sessions SET second_factor_at = now() - interval '1 hour'`);
      const methods = (await preview(id, '?size=original', cara.token)).body as unknown;
      expect(methods).toMatchObject({ code: 'STEP_UP_REQUIRED', methods: ['totp'] });
    } finally {
      await server.sql('UPDATE sessions SET authenticated_at = now()');
      await server.sql('DELETE FROM users WHERE id = $1', [cara.account.user.id]);
    }
  });

  it('of an earlier version come without the metadata that was stored with them', async () => {
    const { id } = anna.faces[0]!;
    const sealed = await readFile(fileOf(id));
    const tagged = await sharp(await personA.front.jpeg())
      .withExif(EXIF)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const [row] = await server.sql<{ data_key: string }>('SELECT data_key FROM users WHERE id = $1', [anna.user.id]);
    const owner = { id: anna.user.id, dataKey: row!.data_key };
    await writeFile(fileOf(id), server.app.get(DataKeys).unwrap(owner).seal(tagged, 'picture', id));
    try {
      const { status, body } = await picture(id);
      expect(status).toBe(200);
      expect(body.includes('SERIAL-4711')).toBe(false);
      expect((await sharp(body).metadata()).orientation).toBe(6);
      expect((await preview(id)).body.includes('SERIAL-4711')).toBe(false);
    } finally {
      await writeFile(fileOf(id), sealed);
    }
  });
});
