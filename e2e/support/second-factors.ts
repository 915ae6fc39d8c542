import { expect, type Locator, type Page } from '@playwright/test';

export const dialog = (page: Page): Locator => page.getByRole('dialog');

/** On the account page. */
export async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await dialog(page).getByLabel('Name').fill(name);
  await dialog(page).getByRole('button', { name: 'Make the passkey' }).click();
}

/** @returns the recovery codes that come with the first factor */
export async function keepCodes(page: Page): Promise<string[]> {
  await expect(dialog(page).getByRole('listitem')).toHaveCount(10);
  const codes = await dialog(page).getByRole('listitem').allTextContents();
  await dialog(page).getByRole('button', { name: 'I have kept them' }).click();
  return codes;
}
