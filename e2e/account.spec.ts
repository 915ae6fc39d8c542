import { readFile } from 'node:fs/promises';
import { expect, test } from './support/fixtures.js';
import { expectFineLooks } from './support/looks.js';
import { logInElsewhere } from './support/people.js';
import { logInWithPassword } from './support/visitor.js';

test.use({ serverKind: 'fresh' });

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0';

test('the account: devices, sign-ins, profile, password, taking the data along, and leaving', async ({
  page,
  camera,
  server,
  accountOfA: account,
}) => {
  test.setTimeout(180_000);
  const logInByFirefox = (password: string) =>
    logInElsewhere(server.url, { ...account, password }, { 'user-agent': FIREFOX });
  expect((await logInByFirefox('not the password')).status).toBe(401);
  expect((await logInByFirefox(account.password)).status).toBe(200);
  await camera.play('empty-room');
  await logInWithPassword(page, account);
  await page.getByRole('link', { name: 'Account', exact: true }).click();

  const devices = page.getByRole('region', { name: 'Where you are signed in' });
  await expect(devices.getByText('This device')).toBeVisible();
  await expect(devices.getByText('Firefox, Linux')).toBeVisible();
  await expect(page.getByRole('row', { name: /Wrong password.*Firefox/ })).toBeVisible();
  await expectFineLooks(page, 'account');
  await devices.getByRole('button', { name: /^End the session of Firefox, Linux/ }).click();
  await expect(page.getByText('That device is signed out.')).toBeVisible();
  await expect(devices.getByText('Firefox, Linux')).toBeHidden();
  await devices.getByRole('button', { name: 'End all others' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End them' }).click();
  await expect(devices.getByText('You are signed in nowhere else.')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Other devices signed out/ })).toHaveCount(2);

  const profile = page.getByRole('region', { name: 'Profile' });
  const renamed = `${account.username}.b`;
  await profile.getByLabel('Username').fill('-');
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(profile.getByText('A username has 3 to 32 characters.')).toBeVisible();
  await profile.getByLabel('Username').fill(renamed);
  await profile.getByLabel('Email').fill(`new-${account.email}`);
  await profile.getByLabel('Current password').fill('not the password');
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(profile.getByText('This is not your password.')).toBeVisible();
  await profile.getByLabel('Current password').fill(account.password);
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your profile is saved.')).toBeVisible();
  await expect(page.getByRole('button', { name: `Account of ${renamed}` })).toBeVisible();

  const password = page.getByRole('region', { name: 'Password', exact: true });
  const newPassword = `${account.password}, changed`;
  await password.getByLabel('Current password').fill(account.password);
  await password.getByLabel('New password').fill(newPassword);
  await password.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Email address changed/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Password changed/ })).toBeVisible();

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download my data' }).click();
  expect((await downloading).suggestedFilename()).toBe('facegate-export.zip');

  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByRole('dialog').getByText('This is not your password.')).toBeVisible();
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(newPassword);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(page).toHaveURL(`${server.url}/`);
  await expect(page.getByText('Your account is deleted.')).toBeVisible();
  const receipt = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the receipt' }).click();
  expect(JSON.parse(await readFile(await (await receipt).path(), 'utf8'))).toMatchObject({
    destroyed: { dataKeys: 1, pictures: 3 },
  });
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText('Your account is deleted.')).toBeHidden();
  expect((await logInByFirefox(newPassword)).status).toBe(401);
});
