import type { SignedIn } from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { proofOf } from './support/live-proofs.js';
import { morph } from './support/morph.js';
import { image, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const RECOGNIZE = '/api/user/facial/recognize';

/** The attacker has photographs of the victim, and a face of their own to pass the live check with. */
describeOnEachDatabase('a picture morphed out of attacker and victim', (database) => {
  let server: TestServer;
  let both: string;
  beforeAll(async () => {
    both = (await morph(personA.otherFront, personB.otherFront, 0.61)).toString('base64');
    server = await startServer(await database.create());
    const victim = [await image(personA.front), await image(personA.near)];
    await signUp(server.client, victim, { username: 'victim' });
    const attacker = [await image(personB.front), await image(personB.smiling, 'front')];
    await signUp(server.client, attacker, { username: 'attacker' });
  });
  afterAll(() => server?.stop());

  const recognize = (body: object) => server.client.post<SignedIn & { code?: string }>(RECOGNIZE, body);
  const codeOf = async (body: object) => {
    const { status, body: answer } = await recognize(body);
    return answer.code ?? status;
  };
  const named = async (username: string) => (await recognize({ image: both, username })).body.user?.username;
  const ownSession = (name?: string) =>
    proofOf(server, [personB.otherFront, personB.left], { purpose: 'sign-in', ...(name !== undefined && { name }) });

  it('is both of them to a server that decides by pictures', async () => {
    expect([await named('victim'), await named('attacker')]).toEqual(['victim', 'attacker']);
  });

  it('gets nothing where the session decides, with a name, a name at the start, and none', async () => {
    await server.restart({ FACEGATE_LIVENESS: 'on' });
    const atAll = await ownSession();
    expect(await codeOf({ ...atAll.fields, image: both, username: 'victim' })).toBe('LIVENESS_INVALID');
    expect(await codeOf({ ...atAll.fields, username: 'victim' })).toBe('LIVENESS_INVALID');
    expect(await codeOf({ ...(await ownSession('victim')).fields, image: both })).toBe('LIVENESS_INVALID');
    expect(await codeOf({ ...(await ownSession()).fields, image: both })).toBe('LIVENESS_INVALID');
    expect(await codeOf({ image: both, username: 'victim' })).toBe('LIVENESS_REQUIRED');
  });

  it('leaves the attacker with their own face, which is not the victim’s', async () => {
    expect(await codeOf({ ...(await ownSession()).fields, username: 'victim' })).toBe('FACE_NOT_RECOGNIZED');
    expect(await codeOf((await ownSession('victim')).fields)).toBe('FACE_NOT_RECOGNIZED');
    expect((await recognize((await ownSession()).fields)).body.user.username).toBe('attacker');
  });
});
