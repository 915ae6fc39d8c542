import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { everyLook } from './support/looks.js';
import { enrol, type Account } from './support/people.js';
import { logInWithPassword, openLogIn } from './support/visitor.js';

/**
 * Pictures of the pages whose looks depend on nothing but the code, kept in `looks/`. Another version of the browser
 * draws letters and curves a little differently, so each has a folder of its own, and one without a folder compares
 * nothing. To make or renew them, after a look at each: `mkdir -p` of the folder that the test names,
 * then `npx playwright test looks.spec --update-snapshots`.
 */
const FOLDER = join(import.meta.dirname, 'looks');
const ADA: Account = { username: 'ada', email: 'ada@example.org', password: 'correct horse battery staple' };

test.use({ reducedMotion: 'reduce', timezoneId: 'UTC' });

async function expectKeptLooks(page: Page, name: string): Promise<void> {
  const version = page.context().browser()?.version().split('.')[0];
  const folder = `${process.platform}-chromium-${version}`;
  test.skip(!existsSync(join(FOLDER, folder)), `nothing to compare with in e2e/looks/${folder}`);
  for await (const { size, colorScheme } of everyLook(page)) {
    await expect.soft(page).toHaveScreenshot([folder, `${name}-${size}-${colorScheme}.png`]);
  }
}

test('the pages before log-in look as they did', async ({ page, camera }) => {
  await page.goto('/');
  await expect(page.getByRole('main').getByRole('link', { name: 'Sign up' })).toBeVisible();
  await expectKeptLooks(page, 'home');
  await page.goto('/sign-up');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Username')).toHaveAttribute('aria-invalid', 'true');
  await expectKeptLooks(page, 'sign-up');
  await camera.fail('denied');
  await openLogIn(page);
  await expect(page.getByText('The camera is blocked for this page')).toBeVisible();
  await expectKeptLooks(page, 'log-in');
  await page.goto('/recover');
  await expect(page.getByText('This server sends no mail: its operator gets the link')).toBeVisible();
  await expectKeptLooks(page, 'recover');
  await page.goto('/privacy');
  await expect(page.getByRole('row', { name: /^Mails to you/ })).toBeVisible();
  await expectKeptLooks(page, 'privacy');
  await page.goto('/no-such-page');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await expectKeptLooks(page, 'not-found');
});

test.describe('signed in', () => {
  test.use({ serverKind: 'fresh' });

  test('the rooms look as they did', async ({ page, camera, server }) => {
    await enrol(server.url, 'a', ADA);
    await camera.play('empty-room');
    await logInWithPassword(page, ADA);
    await page.goto('/insights');
    await expect(page.getByRole('img', { name: /Over time/ })).toBeVisible();
    await expectKeptLooks(page, 'insights');
    await page.goto('/verify');
    await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
    await expectKeptLooks(page, 'verify');
    await page.goto('/live');
    await expect(page.getByRole('button', { name: 'Turn on the camera' })).toBeVisible();
    await expectKeptLooks(page, 'live');
  });
});
