import type { Locator } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { expectFineLooks } from './support/looks.js';

/** Whether a phone shows all of a button's words. */
async function expectUncut(button: Locator): Promise<void> {
  const page = button.page();
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 800 });
  const label = button.locator('.mantine-Button-label');
  expect(await label.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
  if (size) await page.setViewportSize(size);
}

test('German is chosen on the first page, kept, and spoken in the rooms until the account says otherwise', async ({
  page,
  camera,
  accountOfA,
}) => {
  test.setTimeout(120_000);
  await camera.play('empty-room');
  await page.goto('/');
  await page.getByRole('button', { name: 'Diese Seite auf Deutsch' }).click();
  await expect(page.getByRole('heading', { name: 'Anmelden mit einem Blick.' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expectFineLooks(page, 'home-de');
  await page.reload();
  await page.getByRole('main').getByRole('link', { name: 'Anmelden' }).click();
  await page.getByRole('button', { name: 'Mit Passwort anmelden' }).click();
  await expectUncut(page.getByRole('button', { name: /Gesicht verwenden/ }));
  await page.getByRole('textbox', { name: 'Benutzername' }).fill(accountOfA.username);
  await page.getByLabel('Passwort', { exact: true }).fill(accountOfA.password);
  await page.getByRole('main').getByRole('button', { name: 'Anmelden', exact: true }).click();
  await expect(page.getByRole('heading', { name: `Hallo, ${accountOfA.username}` })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Gespeichertes Gesicht, vorn' }).first()).toBeVisible();
  await expectFineLooks(page, 'dashboard-de');

  await page.setViewportSize({ width: 360, height: 800 });
  await page.getByRole('link', { name: 'Einblicke' }).click();
  await expect(page.getByRole('img', { name: /Im Lauf der Zeit/ })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

  await page.getByRole('link', { name: 'Konto', exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Sprache' }).getByText('English').click();
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveTitle(/^Account/);
});
