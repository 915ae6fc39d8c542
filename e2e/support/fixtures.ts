import { expect, test as base } from '@playwright/test';
import { rm } from 'node:fs/promises';
import { enrol, newAccount, type Account } from './people.js';
import { makeEmptyData, startServer, type RunningServer } from './server.js';
import { TestCamera } from './test-camera.js';
import { logInWithPassword } from './visitor.js';

/** Where the server under test is opened. */
const OWN_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', 'facegate.test', '192.0.2.7']);

interface ForATest {
  /** `shared`: one server for all tests of the worker; person A is enrolled there once. `fresh`: an empty one for this test. */
  serverKind: 'shared' | 'fresh';
  /** Of a fresh server. */
  settings: Record<string, string>;
  server: RunningServer;
  /** The account of person A, enrolled by who asks for it on a fresh server. */
  accountOfA: Account;
  /** Person A, logged in on `page` with the password: nobody sits before the camera. */
  signedInA: Account;
  /** The camera of `page`. */
  camera: TestCamera;
  /** Everything on the page is what the server's policies let it be, and comes from the server. */
  withinPolicies: void;
}

async function enrolPersonA({ url }: RunningServer): Promise<Account> {
  const account = newAccount('ada');
  await enrol(url, 'a', account);
  return account;
}

async function startWithPersonA(emptyData: string): Promise<{ server: RunningServer; accountOfA: Account }> {
  const server = await startServer(emptyData);
  return { server, accountOfA: await enrolPersonA(server) };
}

interface ForAWorker {
  /** Data folder of a server in which nobody is enrolled. */
  emptyData: string;
  shared: () => ReturnType<typeof startWithPersonA>;
}

export const test = base.extend<ForATest, ForAWorker>({
  emptyData: [
    // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright demands the pattern.
    async ({}, use) => {
      const folder = await makeEmptyData();
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  shared: [
    async ({ emptyData }, use) => {
      let starting: ReturnType<typeof startWithPersonA> | undefined;
      await use(() => (starting ??= startWithPersonA(emptyData)));
      await (await starting)?.server.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  serverKind: ['shared', { option: true }],
  settings: [{}, { option: true }],

  server: async ({ serverKind, settings, shared, emptyData }, use, testInfo) => {
    const fresh = serverKind === 'fresh' ? await startServer(emptyData, settings) : undefined;
    const server = fresh ?? (await shared()).server;
    await use(server);
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('server.log', { body: server.log() });
    await fresh?.stop();
  },

  accountOfA: async ({ serverKind, shared, server }, use) => {
    await use(serverKind === 'fresh' ? await enrolPersonA(server) : (await shared()).accountOfA);
  },

  signedInA: async ({ page, camera, accountOfA }, use) => {
    await camera.play('empty-room');
    await logInWithPassword(page, accountOfA);
    await use(accountOfA);
  },

  baseURL: async ({ server }, use) => {
    await use(server.url);
  },

  camera: async ({ page }, use) => {
    await use(await TestCamera.install(page));
  },

  withinPolicies: [
    async ({ page, context }, use) => {
      const refused: string[] = [];
      const called: string[] = [];
      context.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol.startsWith('http') && !OWN_HOSTS.has(hostname)) called.push(request.url());
      });
      page.on('console', (message) => {
        if (/Content Security Policy|Permissions-Policy/.test(message.text())) refused.push(message.text());
      });
      await use();
      expect(refused).toEqual([]);
      expect(called, 'no other site is called').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
