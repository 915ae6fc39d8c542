/** Finds a Chromium for the browser tests, and brings one when the machine has none. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { ROOT, run, runNode, say } from './shell.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome.exe'];
const MAC_APPS = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

function systemBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...MAC_APPS].find((path) => existsSync(path));
}

async function playwrightsOwnBrowser() {
  const { chromium } = createRequire(join(ROOT, 'package.json'))('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/** Path of a Chromium, or undefined. Order: what was named, the system's, Playwright's own. */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is not there.`);
    return named;
  }
  return systemBrowser() ?? (await playwrightsOwnBrowser());
}

/** As {@link findBrowser}, but fetches one when there is none: Playwright's build, else the system's package. */
export async function findOrFetchBrowser() {
  const found = await findBrowser();
  if (found) return found;
  say('  No Chromium here: fetching one.');
  await runNode(join(ROOT, 'node_modules/@playwright/test/cli.js'), [
    'install',
    '--with-deps',
    'chromium-headless-shell',
    'chromium',
  ]);
  const fetched = await findBrowser();
  if (fetched) return fetched;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await run('apt-get', ['update', '-q']);
    await run('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  return findBrowser();
}
