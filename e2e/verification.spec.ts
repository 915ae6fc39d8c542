import { personA, personB, type Picture } from '@facegate/test-footage';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { expectFineLooks } from './support/looks.js';
import { logInWithPassword, tabTo } from './support/visitor.js';

async function compare(page: Page, picture: Picture): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await choosing).setFiles({ name: 'face.jpg', mimeType: 'image/jpeg', buffer: await picture.jpeg() });
}

/** The answer among the three that there are. */
const marked = (page: Page) =>
  page
    .getByRole('list', { name: /^How alike/ })
    .getByRole('listitem')
    .and(page.locator('[aria-current]'));

test('person A is told that it is him, by file and by camera; of person B that it is not', async ({
  page,
  camera,
  accountOfA,
}) => {
  test.setTimeout(180_000);
  await camera.play('a-front');
  await logInWithPassword(page, accountOfA);
  await tabTo(page, 'link', 'Verify');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Is this me?' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Verify' })).toHaveAttribute('aria-current', 'page');

  await compare(page, personA.otherFront);
  await expect(page.getByRole('heading', { name: /^Yes/ })).toBeVisible();
  await expect(marked(page)).toHaveText('You');
  await expectFineLooks(page, 'verify-match');

  await compare(page, personB.front);
  await expect(page.getByRole('heading', { name: /^No, this does not/ })).toBeVisible();
  await expect(marked(page)).toHaveText('Not you');
  await expectFineLooks(page, 'verify-no-match');

  await page.getByRole('button', { name: 'Use the camera' }).click();
  await page.getByRole('button', { name: 'Take picture' }).click();
  await expect(page.getByRole('heading', { name: /^Yes/ })).toBeVisible({ timeout: 60_000 });
});
