import { expect, test } from './support/fixtures.js';
import { choosePassword, expectDashboard, fillPasswordForm, logInWithPassword, openLogIn } from './support/visitor.js';

/** The passkey's button there. */
const PASSKEY = /passkey/i;

test('a passkey at another name of the server says which address to open', async ({ page, server, camera }) => {
  await camera.play('empty-room');
  const elsewhere = server.url.replace('localhost', '127.0.0.1');
  await page.goto(`${elsewhere}/log-in`);
  await choosePassword(page);
  await page.getByRole('button', { name: PASSKEY }).click();
  await expect(page.getByRole('alert')).toContainText(`${server.url} only. Open that address`);
});

test('adding a passkey there says so as well', async ({ page, server, camera, accountOfA }) => {
  await camera.play('empty-room');
  await page.goto(`${server.url.replace('localhost', '127.0.0.1')}/log-in`);
  await choosePassword(page);
  await fillPasswordForm(page, accountOfA);
  await expectDashboard(page, accountOfA);
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('button', { name: 'Make the passkey' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(`${server.url} only. Open that address`);
});

test('a reload during a slow refresh keeps the session', async ({ page, camera, accountOfA }) => {
  await camera.play('empty-room');
  await openLogIn(page);
  await logInWithPassword(page, accountOfA);
  const refreshes: string[] = [];
  page.on('requestfailed', (request) => refreshes.push(request.url()));
  for (let reload = 0; reload < 4; reload += 1) {
    // The page asks for its session as soon as it runs: this one is gone before the answer is there.
    const asked = page.waitForRequest('**/api/auth/refresh');
    await page.reload({ waitUntil: 'commit' });
    await asked;
  }
  await page.reload();
  await expectDashboard(page, accountOfA);
  expect(refreshes.some((url) => url.endsWith('/api/auth/refresh'))).toBe(true);
});
