import { test as base } from '@playwright/test';
import { enrol, newAccount, type Account } from './people.js';
import { startServer, type RunningServer } from './server.js';
import { TestCamera } from './test-camera.js';

interface ForATest {
  /** `shared`: one server for all tests of the worker; person A is enrolled there once. `fresh`: an empty one for this test. */
  serverKind: 'shared' | 'fresh';
  server: RunningServer;
  /** The account of person A on the shared server. */
  accountOfA: Account;
  /** The camera of `page`. */
  camera: TestCamera;
}

async function startWithPersonA(): Promise<{ server: RunningServer; accountOfA: Account }> {
  const server = await startServer();
  const accountOfA = newAccount('ada');
  await enrol(server.url, 'a', accountOfA);
  return { server, accountOfA };
}

interface ForAWorker {
  shared: () => ReturnType<typeof startWithPersonA>;
}

export const test = base.extend<ForATest, ForAWorker>({
  shared: [
    // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright demands the pattern.
    async ({}, use) => {
      let starting: ReturnType<typeof startWithPersonA> | undefined;
      await use(() => (starting ??= startWithPersonA()));
      await (await starting)?.server.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  serverKind: ['shared', { option: true }],

  server: async ({ serverKind, shared }, use, testInfo) => {
    const fresh = serverKind === 'fresh' ? await startServer() : undefined;
    const server = fresh ?? (await shared()).server;
    await use(server);
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('server.log', { body: server.log() });
    await fresh?.stop();
  },

  accountOfA: async ({ shared }, use) => {
    await use((await shared()).accountOfA);
  },

  baseURL: async ({ server }, use) => {
    await use(server.url);
  },

  camera: async ({ page }, use) => {
    await use(await TestCamera.install(page));
  },
});

export { expect } from '@playwright/test';
