import { deleteFace, enrolledFaces, enterRoom, storedFaces, undo } from './support/faces-room.js';
import { expect, test } from './support/fixtures.js';
import { type Account, elsewhere } from './support/people.js';
import { choosePassword, fillPasswordForm, logOut, tabTo } from './support/visitor.js';

test.use({ serverKind: 'fresh' });

let account: Account;

test.beforeEach(({ signedInA }) => {
  account = signedInA;
});

test('a deletion can be undone, twice over, and is final afterwards', async ({ page, server }) => {
  await page.clock.install();
  await enterRoom(page);
  await deleteFace(page, 'left');
  await expect(enrolledFaces(page)).toHaveCount(2);
  await expect(undo(page)).toBeFocused();
  await page.clock.runFor(5_000);
  expect(await storedFaces(server.url, account)).toHaveLength(3);
  await page.keyboard.press('Enter');
  await expect(enrolledFaces(page)).toHaveCount(3);
  await expect(undo(page)).toBeHidden();
  await page.clock.runFor(20_000);
  expect(await storedFaces(server.url, account)).toHaveLength(3);

  await deleteFace(page, 'left');
  await deleteFace(page, 'right');
  await expect(enrolledFaces(page)).toHaveCount(1);
  await expect(undo(page)).toHaveCount(2);
  // Other rooms know of it, and it is carried out there, too.
  await page.getByRole('navigation').getByRole('link', { name: 'Dashboard' }).click();
  await expect(page.getByText('1 face is enrolled.')).toBeVisible();
  await page.clock.runFor(11_000);
  await expect(page.getByText('The face was erased.').first()).toBeVisible();
  await expect(undo(page)).toHaveCount(0);
  await expect.poll(() => storedFaces(server.url, account)).toEqual(['front']);
  await expect(page.getByText('1 face is enrolled.')).toBeVisible();
});

test('a deletion is carried out when the tab is closed, and when the person logs out', async ({
  page,
  context,
  server,
}) => {
  await enterRoom(page);
  await deleteFace(page, 'left');
  await expect(enrolledFaces(page)).toHaveCount(2);
  expect(await storedFaces(server.url, account)).toHaveLength(3);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => storedFaces(server.url, account)).toEqual(['front', 'right']);

  const next = await context.newPage();
  await next.goto('/faces');
  await expect(enrolledFaces(next)).toHaveCount(2);
  await deleteFace(next, 'right');
  await expect(enrolledFaces(next)).toHaveCount(1);
  await logOut(next);
  expect(await storedFaces(server.url, account)).toEqual(['front']);
});

test('a deletion that no request went out for is made good by the next visit', async ({ page, context, server }) => {
  await enterRoom(page);
  await deleteFace(page, 'left');
  // Whether one may is asked before.
  await expect(undo(page)).toBeVisible();
  // A closed page sends what it has planned; one whose process died does not.
  const devTools = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void devTools.send('Page.crash').catch(() => {});
  await crashed;
  expect(await storedFaces(server.url, account)).toHaveLength(3);
  const next = await context.newPage();
  await next.goto('/dashboard');
  // It is not due yet: the visit waits for that, as the first one did.
  await expect(next.getByText('The face was erased.')).toBeVisible({ timeout: 30_000 });
  expect(await storedFaces(server.url, account)).toEqual(['front', 'right']);
});

test('a deletion that outlives its session is carried out after the next log-in', async ({ page, server }) => {
  await page.clock.install();
  await enterRoom(page);
  await deleteFace(page, 'left');
  await expect(enrolledFaces(page)).toHaveCount(2);
  expect((await elsewhere(server.url, account, 'DELETE', '/api/me/sessions')).status).toBe(204);
  await page.clock.runFor(11_000);
  await expect(page.getByRole('heading', { name: /^Log in/ }).first()).toBeVisible();
  expect(await storedFaces(server.url, account)).toHaveLength(3);
  await choosePassword(page);
  await fillPasswordForm(page, account);
  await expect(page.getByText('The face was erased.')).toBeVisible();
  expect(await storedFaces(server.url, account)).toEqual(['front', 'right']);
});

test('a deletion that the server refuses brings the face back', async ({ page, server }) => {
  await page.clock.install();
  await enterRoom(page);
  await page.route('**/api/me/faces/*', (route) =>
    route.request().method() === 'DELETE' ? route.abort('connectionreset') : route.fallback(),
  );
  await deleteFace(page, 'left');
  await expect(enrolledFaces(page)).toHaveCount(2);
  await page.clock.runFor(11_000);
  await expect(page.getByRole('alert').filter({ hasText: 'The face was not deleted.' })).toBeVisible();
  await expect(enrolledFaces(page)).toHaveCount(3);
  expect(await storedFaces(server.url, account)).toHaveLength(3);
});

test('the last face stays, with the way to add another one first', async ({ page, camera }) => {
  await camera.play('a-front');
  await enterRoom(page);
  await deleteFace(page, 'left');
  await deleteFace(page, 'right');
  await deleteFace(page, 'front');
  await expect(page.getByRole('dialog')).toContainText('This is your last face');
  await expect(enrolledFaces(page)).toHaveCount(1);
  await page.getByRole('dialog').getByRole('button', { name: 'Add another face' }).click();
  await expect(page.getByLabel('Camera preview, mirrored')).toBeVisible();
  await tabTo(page, 'button', 'Turn off the camera');
  await page.keyboard.press('Enter');
  expect(await camera.isOn()).toBe(false);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'Left' })).toBeFocused();
});
