import { emptyRoom, personA } from '@facegate/test-footage';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { handOver, jpegFile } from './support/given-files.js';
import { newAccount } from './support/people.js';
import { logInWithPassword } from './support/visitor.js';
import { Wizard } from './support/wizard.js';

interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** No picture that anybody takes, under the name and type of one. */
const PRETENDER: ChosenFile = { name: 'me.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('GIF89a, and no more') };

async function choose(page: Page, button: string, file: ChosenFile): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await choosing).setFiles(file);
}

test.describe('at sign-up', () => {
  test.use({ serverKind: 'fresh' });

  test('pictures are taken by their bytes, whatever their names and types say', async ({ page }) => {
    const account = newAccount('ada');
    const wizard = new Wizard(page);
    await wizard.toCamera(account);
    await page.getByRole('button', { name: 'I only have pictures' }).click();
    await choose(page, 'Choose a file: front', PRETENDER);
    await expect(page.getByRole('alert')).toContainText('not a picture we can read');
    const [front, left] = await Promise.all([personA.front.jpeg(), personA.left.jpeg()]);
    await choose(page, 'Choose a file: front', { name: 'front', mimeType: 'application/octet-stream', buffer: front });
    await choose(page, 'Choose a file: left', { name: 'left.jfif', mimeType: 'image/jpg', buffer: left });
    const slot = page.getByRole('button', { name: 'Choose a file: right' });
    await handOver(slot, [await jpegFile('right', personA.right, 'text/plain')], 'drop');
    await wizard.expectReview();
    await wizard.create();
    await wizard.expectWelcome(account);
  });
});

test('verification takes a picture by its bytes, chosen or dropped', async ({ page, camera, accountOfA }) => {
  await camera.play('empty-room');
  await logInWithPassword(page, accountOfA);
  await page.goto('/verify');
  await choose(page, 'Choose a file', PRETENDER);
  await expect(page.getByRole('alert')).toContainText('not a picture we can read');
  const buffer = await personA.otherFront.jpeg();
  await choose(page, 'Choose a file', { name: 'scan', mimeType: 'application/octet-stream', buffer });
  await expect(page.getByRole('heading', { name: /^Yes/ })).toBeVisible();
  await handOver(
    page.getByRole('button', { name: 'Choose a file' }),
    [await jpegFile('x.dat', emptyRoom, 'image/jpg')],
    'drop',
  );
  await expect(page.getByText('no face')).toBeVisible();
});

test('the room of faces takes dropped and pasted pictures by their bytes', async ({ page, camera, accountOfA }) => {
  test.setTimeout(150_000);
  await camera.play('empty-room');
  await logInWithPassword(page, accountOfA);
  await page.goto('/faces');
  const zone = page.getByText('Drop pictures of you here');
  const row = (name: string) =>
    page.getByRole('list', { name: 'Added pictures' }).getByRole('listitem').filter({ hasText: name });
  await handOver(
    zone,
    [
      await jpegFile('DSC_0001', personA.otherFront, ''),
      { name: 'letter.jpg', type: 'image/jpeg', base64: Buffer.from('Dear sir').toString('base64') },
    ],
    'drop',
  );
  await expect(row('DSC_0001')).toContainText('Added', { timeout: 60_000 });
  await expect(row('letter.jpg')).toContainText('not a picture we can read');
  await handOver(page.locator('body'), [await jpegFile('pasted', personA.near, 'image/jpg')], 'paste');
  await expect(row('pasted')).toContainText('Added', { timeout: 60_000 });
});
