import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type AuthenticatorAppSetup,
  type FaceVerification,
  type FactorAdded,
  type PasskeyCreationOptions,
  type SignedIn,
  type StoredFacial,
} from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Authenticator } from './support/authenticator.js';
import { Client } from './support/client.js';
import { ClosedNetwork, hasNamespaces } from './support/closed-network.js';
import { kept, sitThrough } from './support/live-person.js';
import { MailServer, tokenIn } from './support/mail-server.js';
import { ask } from './support/operator.js';
import { account, base64, imagesOfB, PASSWORD } from './support/people.js';
import { makeDataDir, untilReady, type Settings } from './support/server.js';
import { frame, Visitor } from './support/visitor.js';

const API = fileURLToPath(new URL('..', import.meta.url));
const WEB = fileURLToPath(new URL('../../web', import.meta.url));
const VITE = join(WEB, 'node_modules/vite/bin/vite.js');
/** Stands for a folder of the test's own. */
const OUT = '<out>';
/** onnxruntime's first report left within 10 s here. */
const LIBRARY_REPORTS_WITHIN_MS = 12_000;

vi.setConfig({ testTimeout: 240_000 });

/** README: nothing leaves the server. Whoever calls somebody that no setting names is caught here, native libraries as well. */
describe('the product in a network that leads nowhere', () => {
  let network: ClosedNetwork;
  let mails: MailServer;
  let settings: Settings;
  let client: Client;
  let anna: StoredFacial;
  beforeAll(async () => {
    network = await ClosedNetwork.make();
    mails = await new MailServer().start();
    const { url, port } = await network.entrance();
    settings = {
      ...mails.settings,
      SMTP_URL: await network.mailServer(Number(new URL(mails.settings['SMTP_URL']!).port)),
      FACEGATE_DATA_DIR: await makeDataDir(),
      FACEGATE_PUBLIC_URL: `http://localhost:${new URL(url).port}`,
      FACEGATE_LOOK_ALIKES: 'allow',
      HOST: '127.0.0.1',
      PORT: port,
    };
    await network.start([join(API, 'dist/main.js')], settings);
    client = new Client(url, { Connection: 'close' });
    await untilReady(url);
  });
  afterAll(async () => {
    await network?.end();
    await mails?.stop();
    await network?.remove();
  });

  const session = async (purpose: 'sign-up' | 'sign-in' | 'step-up' | 'add-face', more = {}) =>
    sitThrough({ client }, { purpose, ...more });
  const post = <T>(path: string, body?: unknown) => client.post<T>(path, body, { token: anna.accessToken });

  it('signs up by camera and from files', async () => {
    const { sat, fields } = await session('sign-up', { review: true });
    const camera = await client.post<StoredFacial>(
      '/api/user/facial/store',
      account(kept(sat), { ...fields, username: 'anna', email: 'anna@example.org' }),
    );
    expect(camera.status).toBe(201);
    anna = camera.body;
    const files = await client.post('/api/user/facial/store', account(await imagesOfB()));
    expect(files.status).toBe(201);
  });

  it('logs in by face, by password and by passkey, and proves it once more', async () => {
    const { fields } = await session('sign-in', { username: 'anna' });
    expect((await client.post('/api/user/facial/recognize', fields)).status).toBe(200);
    const byPassword = { username: 'anna', password: PASSWORD };
    anna.accessToken = (await client.post<SignedIn>('/api/auth/login', byPassword)).body.accessToken;
    const steppedUp = await post<SignedIn>('/api/auth/step-up', { password: PASSWORD });
    anna.accessToken = steppedUp.body.accessToken;
    const authenticator = new Authenticator(settings['FACEGATE_PUBLIC_URL']!);
    const options = await post<PasskeyCreationOptions>('/api/me/passkeys/options');
    const passkey = await post<FactorAdded>('/api/me/passkeys', {
      name: 'Laptop',
      credential: authenticator.create(options.body),
    });
    expect(passkey.status).toBe(201);
    anna.accessToken = passkey.body.accessToken;
    const { secret } = (await post<AuthenticatorAppSetup>('/api/me/authenticator-app')).body;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    const app = await post<FactorAdded>('/api/me/authenticator-app/confirm', { code });
    anna.accessToken = app.body.accessToken;
  });

  it('mails, and takes what comes back', async () => {
    const link = await mails.next('anna@example.org', 'onfirm');
    const token = tokenIn(link, '/verify-email');
    expect((await post('/api/auth/email/verify', { token })).status).toBe(204);
    expect((await client.post('/api/auth/recovery', { email: 'anna@example.org' })).status).toBe(202);
    await mails.next('anna@example.org', 'assword');
  });

  it('verifies, watches, and manages faces', async () => {
    const verified = await post<FaceVerification>('/api/me/faces/verify', { image: await base64(personA.otherFront) });
    expect(verified.body).toMatchObject({ match: true });
    const visitor = await new Visitor({ client }).open();
    visitor.send({ type: 'start', purpose: 'watch', accessToken: anna.accessToken });
    await visitor.next('ack');
    visitor.send(await frame(personB.front));
    expect((await visitor.next('recognition')).faces).toHaveLength(1);
    visitor.leave();
    const [face] = anna.faces;
    const picture = await client.get(`/api/me/faces/${face!.id}/image`, { token: anna.accessToken });
    expect(picture.status).toBe(200);
    const gone = await client.delete(`/api/me/faces/${face!.id}`, { token: anna.accessToken });
    expect(gone.status).toBe(204);
  });

  it('serves its pages, its documents, and what is kept', async () => {
    const paths = ['/', '/log-in', '/privacy', '/api/docs', '/api/docs-json', '/api/privacy', '/api/health/metrics'];
    for (const path of paths) {
      const answer = await fetch(client.baseUrl + path);
      await answer.arrayBuffer();
      expect([path, answer.status]).toEqual([path, 200]);
    }
    for (const path of ['events', 'activity', 'sessions', 'factors', 'export'])
      expect((await client.get(`/api/me/${path}`, { token: anna.accessToken })).status).toBe(200);
  });

  it.each(['audit verify', 'audit export', 'keys rotate', 'keys rotate-signing', 'reindex', 'clean'])(
    'does `facegate %s`',
    async (words) => {
      expect(await ask(settings['FACEGATE_DATA_DIR']!, ...words.split(' '))).toMatchObject({ code: 0 });
    },
  );

  it('withdraws the consent and erases the account', async () => {
    expect((await client.delete('/api/me/consent', { token: anna.accessToken })).status).toBe(204);
    expect((await client.delete('/api/me', { token: anna.accessToken, body: { password: PASSWORD } })).status).toBe(
      204,
    );
  });

  it('has called nobody, and leaves no file outside of its data folder', async () => {
    await sleep(LIBRARY_REPORTS_WITHIN_MS);
    expect(await network.callsHome()).toEqual([]);
    expect(await network.end()).toBe(0);
    expect(await network.leftBehind()).toEqual([]);
  });
});

/** Without a server: programs that run to their end. */
describe.each([true, false].filter((isNamespace) => !isNamespace || hasNamespaces()))(
  'a closed network (of the kernel: %s)',
  (isNamespace) => {
    let network: ClosedNetwork;
    let dataDir: string;
    beforeEach(async () => {
      network = await ClosedNetwork.make(isNamespace);
      dataDir = await makeDataDir();
    });
    afterEach(() => network.remove());

    it.each([
      ['the command that runs alone', [join(API, 'dist/command.js'), 'clean']],
      ['the build of the pages', [VITE, 'build', WEB, '--outDir', OUT]],
    ])('has nothing to tell of %s', async (_name, parameters) => {
      await mkdir(join(dataDir, 'keys'));
      const given = parameters.map((one) => (one === OUT ? join(dataDir, 'pages') : one));
      expect(await network.run(given, { FACEGATE_DATA_DIR: dataDir })).toEqual([]);
    });

    it.each([
      ['a name that is looked up', `require('dns').lookup('example.org', () => {})`, /look-up example.org/],
      ['a promise of a name', `require('dns/promises').resolve4('example.org').catch(() => {})`, /look-up example.org/],
      ['an address', `require('net').connect(443, '192.0.2.1').on('error', () => {})`, /connection 192.0.2.1/],
      ['a request', `fetch('http://192.0.2.1/').catch(() => {})`, /connection 192.0.2.1/],
      [
        'a datagram',
        `const s = require('dgram').createSocket('udp4'); s.send('x', 53, '192.0.2.1', () => s.close())`,
        /datagram 192.0.2.1/,
      ],
      [
        'a thread',
        `new (require('worker_threads').Worker)("fetch('http://192.0.2.1/').catch(() => {})", { eval: true })`,
        /connection 192.0.2.1/,
      ],
    ])('tells %s', async (_name, script, told) => {
      expect((await network.run(['-e', script])).join('\n')).toMatch(told);
    });

    it.runIf(isNamespace)('tells what is no code of Node.js', async () => {
      const found = await network.run(['-e', `require('child_process').spawnSync('getent', ['hosts', 'example.org'])`]);
      expect(found).toEqual([expect.stringMatching(/packets had nowhere to go/)]);
    });

    it('tells what a program leaves outside of its data folder', async () => {
      await network.run(['-e', `require('fs').writeFileSync(require('os').homedir() + '/device-id', 'x')`]);
      expect(await network.leftBehind()).toEqual(['home/device-id']);
    });
  },
);
