import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from './support/fixtures.js';
import { expectFineLooks } from './support/looks.js';
import { expectAfterLiveSession, tabTo } from './support/visitor.js';

const FRESH_FOR_S = 5;
test.use({ serverKind: 'fresh', settings: { FACEGATE_STEP_UP_SECONDS: String(FRESH_FOR_S) } });

test('who has been signed in for a while confirms that it is them, and what they wanted goes on', async ({
  page,
  signedInA: account,
}) => {
  test.setTimeout(180_000);
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await wait(FRESH_FOR_S * 1000);
  const download = page.getByRole('button', { name: 'Download my data' });
  const dialog = page.getByRole('dialog', { name: 'Is it still you?' });
  const password = dialog.getByLabel('Password', { exact: true });

  await download.click();
  await expect(password).toBeFocused();
  await expectFineLooks(page, 'step-up');
  await page.keyboard.press('Escape');
  await expect(page.getByText('first confirm that it is you')).toBeVisible();

  await download.click();
  await expect(password).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Enter your password.')).toBeVisible();
  await password.fill('not the password');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('This is not your password.')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await password.fill(account.password);
  await page.keyboard.press('Enter');
  expect((await downloading).suggestedFilename()).toBe('facegate-export.zip');
  await expect(dialog).toBeHidden();

  await wait(FRESH_FOR_S * 1000);
  await page.getByRole('link', { name: 'Faces', exact: true }).click();
  await page
    .getByRole('button', { name: /^Download front picture of/ })
    .first()
    .click();
  const saving = page.waitForEvent('download');
  await password.fill(account.password);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  expect((await saving).suggestedFilename()).toBe('facegate-front.jpeg');
  await expectFineLooks(page, 'faces-with-previews');

  await wait(FRESH_FOR_S * 1000);
  await page
    .getByRole('button', { name: /^Delete .* face of/ })
    .first()
    .click();
  await expect(page.getByRole('img', { name: /^Enrolled face/ })).toHaveCount(3);
  await password.fill(account.password);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('img', { name: /^Enrolled face/ })).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('img', { name: /^Enrolled face/ })).toHaveCount(3);
});

test('another tab goes on with the session that this one put in the place of theirs', async ({
  page,
  context,
  signedInA: account,
}) => {
  const other = await context.newPage();
  await other.goto('/account');
  await expect(other.getByRole('region', { name: 'Profile' })).toBeVisible();
  await wait(FRESH_FOR_S * 1000);
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await page.getByRole('button', { name: 'Download my data' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
  await downloading;
  await other.getByRole('link', { name: 'Dashboard' }).click();
  await expect(other.getByRole('img', { name: /^Enrolled face/ })).toHaveCount(3);
});

test('the face before the camera proves it too, if it is the right one', async ({
  page,
  camera,
  signedInA: _account,
}) => {
  test.setTimeout(240_000);
  const dialog = page.getByRole('dialog', { name: 'Is it still you?' });
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await wait(FRESH_FOR_S * 1000);
  await page.getByRole('button', { name: 'Add an app' }).click();
  await camera.obey('b');
  await tabTo(page, 'button', 'Use my face');
  await page.keyboard.press('Enter');
  await expectAfterLiveSession(dialog.getByText('We did not recognise you'));
  await expectFineLooks(page, 'step-up-face-refused');
  expect(await camera.isOn()).toBe(false);
  await camera.obey('a');
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expectAfterLiveSession(page.getByRole('img', { name: 'QR code for your authenticator app' }));
  await expect(dialog).toBeHidden();
  expect(await camera.isOn()).toBe(false);
});
