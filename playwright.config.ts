import { defineConfig, devices } from '@playwright/test';

/** Named by `npm test`; found here when Playwright is started by hand. */
async function browserPath(): Promise<string | undefined> {
  const module: unknown = await import(new URL('./scripts/lib/browser.mjs', import.meta.url).href);
  return (module as { findBrowser: () => Promise<string | undefined> }).findBrowser();
}

const executablePath = await browserPath();
/** For people to look at, no tests. */
const SCREENS = '**/*screen*.spec.ts';
const asRoot = process.getuid?.() === 0;

/**
 * The server is no `webServer` of this file: a person can be enrolled only once, so tests that sign somebody up
 * each start the real product anew on an empty data folder (e2e/support/server.ts).
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'e2e/.cache/results',
  // A picture that is not there is made by who has looked at it, not by a test run.
  updateSnapshots: 'none',
  snapshotPathTemplate: '{testDir}/looks/{arg}{ext}',
  // Two cores are full with one browser's face tracker and one server's face engine.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000, toHaveScreenshot: { maxDiffPixelRatio: 0.002 } },
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      chromiumSandbox: !asRoot,
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // An address that is no secure origin, as a phone would use it in the same network: camera-faults.spec.ts.
        '--host-resolver-rules=MAP 192.0.2.7 127.0.0.1',
      ],
    },
  },
  projects: [
    { name: 'browser', testIgnore: SCREENS },
    ...(process.env['FACEGATE_SCREENSHOTS'] ? [{ name: 'screenshots', testMatch: SCREENS }] : []),
  ],
});
