import type { SignedIn } from '@facegate/contracts';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { choosePassword, expectDashboard, fillPasswordForm, logInWithPassword, logOut } from './support/visitor.js';

async function codeOf(response: { json: () => Promise<unknown> }): Promise<unknown> {
  return ((await response.json()) as { code?: unknown }).code;
}

/** The access token of the log-in that `act` makes the page do. */
async function tokenOf(page: Page, act: () => Promise<void>): Promise<string> {
  const answering = page.waitForResponse((response) => response.url().endsWith('/api/auth/login'));
  await act();
  return ((await (await answering).json()) as SignedIn).accessToken;
}

test.beforeEach(async ({ camera }) => {
  await camera.play('empty-room');
});

test('log-out makes the access token and the cookie useless at once', async ({ page, accountOfA, server }) => {
  const accessToken = await tokenOf(page, () => logInWithPassword(page, accountOfA));
  const askMe = () => fetch(`${server.url}/api/me`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect((await askMe()).status).toBe(200);
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  await logOut(page);

  const refused = await askMe();
  expect(refused.status).toBe(401);
  expect(await codeOf(refused)).toBe('SESSION_REVOKED');
  const renewed = await fetch(`${server.url}/api/auth/refresh`, {
    method: 'POST',
    headers: { cookie, origin: server.url },
  });
  expect(renewed.status).toBe(401);
  await page.goto('/dashboard');
  await expect(page.getByText('Log in to see that page')).toBeVisible();
});

test('the dashboard turns a stranger away to log-in, and lets them in afterwards', async ({ page, accountOfA }) => {
  await page.goto('/dashboard');
  await expect(page.getByText('Log in to see that page')).toBeVisible();
  await choosePassword(page);
  await fillPasswordForm(page, accountOfA);
  await expectDashboard(page, accountOfA);
  await expect(page).toHaveURL(/\/dashboard$/);
});

test('a reload keeps the session, and shows the profile and the enrolled faces', async ({ page, accountOfA }) => {
  await logInWithPassword(page, accountOfA);
  await page.reload();
  await expectDashboard(page, accountOfA);
  await expect(page.getByText(accountOfA.email)).toBeVisible();
  for (const pose of ['front', 'left', 'right']) {
    const picture = page.getByRole('img', { name: `Enrolled face, ${pose}` });
    await expect(picture).toBeVisible();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  }
});

test('log-out in one tab ends the other', async ({ page, context, accountOfA }) => {
  await logInWithPassword(page, accountOfA);
  const other = await context.newPage();
  await other.goto('/dashboard');
  await expectDashboard(other, accountOfA);
  await logOut(page);
  await expect(other.getByRole('heading', { name: 'Hello' })).toBeHidden();
});

test('no token is left in a storage that scripts can read', async ({ page, accountOfA }) => {
  const accessToken = await tokenOf(page, () => logInWithPassword(page, accountOfA));
  const readable = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
  );
  expect(readable).not.toContain(accessToken);
  const refresh = (await page.context().cookies()).find(({ value }) => value.length > 20);
  expect(refresh).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
});
