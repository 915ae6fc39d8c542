import { expect, type Locator, type Page } from '@playwright/test';
import type { Account } from './people.js';

/** A live session and the server's answer, on a machine that runs all of it. */
export const FACE_LOG_IN_WITHIN_MS = 45_000;

export async function expectDashboard(page: Page, { username }: Account): Promise<void> {
  await expect(page.getByRole('heading', { name: `Hello, ${username}` })).toBeVisible({
    timeout: FACE_LOG_IN_WITHIN_MS,
  });
}

/** Waits for what follows a live session. */
export async function expectAfterLiveSession(wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible({ timeout: FACE_LOG_IN_WITHIN_MS });
}

/** From the home page to the log-in page, where the camera opens by itself. */
export async function openLogIn(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: /^Log in/ }).first()).toBeVisible();
}

export async function choosePassword(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Log in with password' }).click();
  await expect(page.getByRole('heading', { name: 'Log in with password' })).toBeVisible();
}

export async function fillPasswordForm(page: Page, { username, password }: Omit<Account, 'email'>): Promise<void> {
  await page.getByRole('textbox', { name: 'Username' }).fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click();
}

export async function logInWithPassword(page: Page, account: Account): Promise<void> {
  await openLogIn(page);
  await choosePassword(page);
  await fillPasswordForm(page, account);
  await expectDashboard(page, account);
}

export async function logOut(page: Page): Promise<void> {
  const menu = page.getByRole('button', { name: /^Account of / });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(menu).toBeHidden();
}

/** As a browser tells a page that its tab was hidden, or is shown again. */
export async function turnTab(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { value: now, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

/** Presses Tab until the named control has the focus, as somebody without a mouse would. */
export async function tabTo(
  page: Page,
  role: 'button' | 'textbox' | 'checkbox' | 'combobox' | 'link' | 'spinbutton' | 'switch',
  name: string | RegExp,
): Promise<void> {
  const wanted = page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
  await expect(wanted.first()).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    for (const candidate of await wanted.all()) {
      if (await candidate.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    }
  }
  throw new Error(`Tab never reaches the ${role} ${String(name)}`);
}
