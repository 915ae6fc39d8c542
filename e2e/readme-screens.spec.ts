import { CONSENT_VERSION } from '@facegate/contracts';
import type { Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './support/fixtures.js';
import { LiveView } from './support/live-view.js';
import { confirmEmail, type Account } from './support/people.js';
import { logInWithPassword } from './support/visitor.js';

/**
 * The screens of the README, with a drawn face that the engine takes for one: `FACEGATE_SCREENSHOTS=1 npx playwright test
 * --project screenshots readme-screens` writes them into docs/screens.
 */
const FOLDER = join(import.meta.dirname, '../docs/screens');
const FACE = join(import.meta.dirname, 'support/drawn-face.svg');
const WIDTHS = { phone: 390, desktop: 960 };
const ADA: Account = { username: 'ada', email: 'ada@example.org', password: 'a drawn face has no secrets' };

/** Of one drawing, brighter or darker: nobody holds still. */
const drawnFace = (brightness: number): Promise<Buffer> =>
  sharp(FACE).modulate({ brightness }).jpeg({ quality: 92 }).toBuffer();

async function enrolDrawing(url: string): Promise<void> {
  const pictures = await Promise.all([1, 0.94, 1.05].map((brightness) => drawnFace(brightness)));
  const images = pictures.map((jpeg) => ({ pose: 'front', data: jpeg.toString('base64') }));
  const answer = await fetch(`${url}/api/user/facial/store`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...ADA, consent: { version: CONSENT_VERSION }, images }),
  });
  expect(answer.status, await answer.text()).toBe(201);
}

async function shoot(page: Page, size: keyof typeof WIDTHS, name: string): Promise<void> {
  await page.waitForTimeout(800);
  const png = await page.screenshot();
  await mkdir(FOLDER, { recursive: true });
  const small = sharp(png).resize({ width: WIDTHS[size] });
  await small.webp({ quality: 82 }).toFile(join(FOLDER, `${name}.webp`));
}

test.use({ serverKind: 'fresh' });
test.setTimeout(300_000);

test.describe('on a desktop', () => {
  test.use({ viewport: { width: 1280, height: 860 } });

  test('the rooms', async ({ page, camera, server }) => {
    await enrolDrawing(server.url);
    await camera.film(await drawnFace(1));
    await logInWithPassword(page, ADA);
    await confirmEmail(page, server);
    await expect(page.getByRole('img', { name: /^Enrolled face/ })).toHaveCount(3);
    await shoot(page, 'desktop', 'dashboard');
    await page.getByRole('link', { name: 'Faces', exact: true }).click();
    await expect(page.getByRole('img', { name: /^Enrolled face/ })).toHaveCount(3);
    await shoot(page, 'desktop', 'faces');
    await page.getByRole('link', { name: 'Insights' }).click();
    await expect(page.getByRole('img', { name: /Over time/ })).toBeVisible();
    await page.getByRole('img', { name: /Over time/ }).scrollIntoViewIfNeeded();
    await shoot(page, 'desktop', 'insights');
    await page.emulateMedia({ colorScheme: 'dark' });
    const live = new LiveView(page);
    await live.open();
    await live.expectOne(/You/);
    await shoot(page, 'desktop', 'live');
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });

  test('sign-up and log-in', async ({ page, camera, server }) => {
    await camera.film(await drawnFace(1));
    await page.goto('/');
    await expect(page.getByRole('main').getByRole('link', { name: 'Sign up' })).toBeVisible();
    await shoot(page, 'phone', 'home');
    await enrolDrawing(server.url);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto('/log-in');
    await expect(page.getByRole('button', { name: 'I cannot do this' })).toBeVisible({ timeout: 60_000 });
    await shoot(page, 'phone', 'log-in');
  });
});
