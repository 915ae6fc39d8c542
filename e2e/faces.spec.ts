import { personA, personB, type Picture } from '@facegate/test-footage';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { enrol, newAccount } from './support/people.js';
import { logInWithPassword } from './support/visitor.js';

test.use({ serverKind: 'fresh' });

test.beforeEach(async ({ page, camera, server }) => {
  const account = newAccount('ada');
  await enrol(server.url, 'a', account);
  await camera.play('empty-room');
  await logInWithPassword(page, account);
});

const enrolledFaces = (page: Page) => page.getByRole('img', { name: /^Enrolled face/ });

async function addFromFile(page: Page, picture: Picture): Promise<void> {
  await page.getByRole('button', { name: 'Add a face' }).click();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await choosing).setFiles({ name: 'face.jpg', mimeType: 'image/jpeg', buffer: await picture.jpeg() });
  await page.getByRole('button', { name: 'Save this face' }).click();
}

test('another face of person A is added, and a face of person B is not', async ({ page }) => {
  await expect(enrolledFaces(page)).toHaveCount(3);
  await addFromFile(page, personA.otherFront);
  await expect(enrolledFaces(page)).toHaveCount(4);
  await addFromFile(page, personB.front);
  await expect(page.getByText('somebody else')).toBeVisible();
  await expect(enrolledFaces(page)).toHaveCount(4);
});

test('faces are deleted one by one, but for the last', async ({ page }) => {
  for (const left of [2, 1]) {
    await page
      .getByRole('button', { name: /^Delete .* face of/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(enrolledFaces(page)).toHaveCount(left);
  }
  await page.getByRole('button', { name: /^Delete .* face of/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog')).toContainText('This is your last face');
  await expect(enrolledFaces(page)).toHaveCount(1);
});
