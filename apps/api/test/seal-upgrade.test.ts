import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredFacial } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DataKeys } from '../src/common/crypto/data-keys.js';
import { Keyring } from '../src/common/crypto/keyring.js';
import { EnvironmentMasterKeys } from '../src/common/crypto/master-keys.js';
import { type SealContext, seal, sealingKey } from '../src/common/crypto/seal.js';
import type { FacialData } from '../src/users/facial-data.js';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, imagesOfA, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const KEY = Buffer.alloc(32, 7);

const asBefore = (plain: Buffer, context: SealContext) => seal(sealingKey(KEY), plain, context);

interface Row {
  facial_data: FacialData;
  data_key: string | null;
}

describeOnEachDatabase('data of the version before data keys', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_MASTER_KEY: KEY.toString('hex') });
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
  });
  afterAll(() => server?.stop());

  const fileOf = (faceId: string) => join(server.dataDir, 'faces', anna.user.id, faceId);
  const row = async () => {
    const [found] = await server.sql<Row>('SELECT facial_data, data_key FROM users WHERE id = $1', [anna.user.id]);
    return found!;
  };

  const keyOf = async (id: string) =>
    server.app.get(DataKeys, { strict: false }).unwrap({ id, dataKey: (await row()).data_key });

  /** Seals everything of anna as that version did; of her pictures, those from `fromPicture` on. */
  async function bringBack(dataKey: string | null, fromPicture: number): Promise<void> {
    const { facial_data: data } = await row();
    const userId = anna.user.id;
    const key = await keyOf(userId);
    const faces = data.faces.map((face) => {
      const plain = key.open(Buffer.from(face.sealed, 'base64'), 'template', face.id);
      return { ...face, sealed: asBefore(plain, { purpose: 'template', userId, faceId: face.id }).toString('base64') };
    });
    for (const { id: faceId } of data.faces.slice(fromPicture)) {
      const plain = key.open(await readFile(fileOf(faceId)), 'picture', faceId);
      await writeFile(fileOf(faceId), asBefore(plain, { purpose: 'picture', userId, faceId }));
    }
    const values = [userId, JSON.stringify({ ...data, faces }), dataKey];
    await server.sql('UPDATE users SET facial_data = $2, data_key = $3 WHERE id = $1', values);
  }

  async function demandWhole(): Promise<void> {
    expect((await keyOf(anna.user.id)).export()).toHaveLength(32);
    const probe = { image: await base64(personA.otherFront), username: 'anna' };
    expect((await server.client.post('/api/user/facial/recognize', probe)).status).toBe(200);
    for (const [at, { id }] of anna.faces.entries()) {
      const path = `/api/me/faces/${id}/image?size=original`;
      const { body } = await server.client.get<Buffer>(path, { token: anna.accessToken });
      expect(body.equals(await [personA.front, personA.left, personA.right][at]!.jpeg())).toBe(true);
    }
  }

  it('gets data keys at the next start, and its signing key still signs', async () => {
    await bringBack(null, 0);
    const path = join(server.dataDir, 'keys', 'signing-key.sealed');
    const keyring = server.app.get(Keyring, { strict: false });
    const plain = keyring.unwrap(await readFile(path), { purpose: 'signing-key' });
    await writeFile(path, asBefore(plain, { purpose: 'signing-key' }));
    await server.restart();
    await demandWhole();
    expect((await row()).data_key).not.toBeNull();
  });

  it('gets them when a start before was killed in the middle', async () => {
    const [{ data_key: wrapped }, begun] = [await row(), await keyOf(anna.user.id)];
    await bringBack(`~${wrapped}`, 1);
    await server.restart();
    await demandWhole();
    expect((await keyOf(anna.user.id)).export()).toEqual(begun.export());
  });

  it('is left as it is under another master key, and comes back with its own', async () => {
    await bringBack(null, 0);
    const before = await row();
    const other = Buffer.alloc(32, 8);
    const keyring = new Keyring(new EnvironmentMasterKeys([other, KEY]));
    for (const [file, purpose] of [
      ['signing-key.sealed', 'signing-key'],
      ['audit-keys.sealed', 'audit-keys'],
    ] as const) {
      const path = join(server.dataDir, 'keys', file);
      await writeFile(path, keyring.wrap(keyring.unwrap(await readFile(path), { purpose }), { purpose }));
    }
    Logger.overrideLogger(false);
    await server.restart({ FACEGATE_MASTER_KEY: other.toString('hex') });
    expect(await row()).toEqual(before);
    await server.restart({
      FACEGATE_MASTER_KEY: other.toString('hex'),
      FACEGATE_MASTER_KEY_PREVIOUS: KEY.toString('hex'),
    });
    await demandWhole();
  });
});
