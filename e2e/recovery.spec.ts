import type { Page } from '@playwright/test';
import { expectNoGraveFault } from './support/accessibility.js';
import { expect, test } from './support/fixtures.js';
import { expectFineLooks } from './support/looks.js';
import { type Account, confirmEmail, logInElsewhere } from './support/people.js';
import { choosePassword, expectDashboard, fillPasswordForm, logInWithPassword, openLogIn } from './support/visitor.js';

test.use({ serverKind: 'fresh' });

/** On the page of a recovery link. @param account with its new password */
async function setPasswordAndLogIn(page: Page, account: Account): Promise<void> {
  await page.getByLabel('New password').fill(account.password);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByRole('heading', { name: 'Your new password is set' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Log in', exact: true }).click();
  await choosePassword(page);
  await fillPasswordForm(page, account);
  await expectDashboard(page, account);
}

test('who forgot the password gets back in by a mail, after the address was confirmed by another', async ({
  page,
  server,
  signedInA: account,
}) => {
  test.setTimeout(180_000);
  await expect(page.getByText('Your email address is not confirmed.')).toBeVisible();
  await expect(page.getByText('This server sends no mail: its operator has the link.')).toBeVisible();
  await page.getByRole('link', { name: 'Make a new link on your account page' }).click();
  const profile = page.getByRole('region', { name: 'Profile' });
  const first = await server.mailedLink('/verify-email');
  await profile.getByRole('button', { name: 'Make a new link' }).click();
  await expect(page.getByText(`The operator of this server has the link for ${account.email} now.`)).toBeVisible();
  await expectFineLooks(page, 'account, not confirmed');
  const confirmation = await server.mailedLink('/verify-email', first);

  await page.goto(first);
  await expect(page).toHaveURL(`${server.url}/verify-email`);
  await page.getByRole('button', { name: 'Confirm this address' }).click();
  await expect(page.getByText('This link was used before, or is too old.')).toBeVisible();
  await page.getByRole('link', { name: 'To your account' }).click();
  await expect(profile.getByRole('button', { name: 'Make a new link' })).toBeVisible();
  await page.goto(confirmation);
  await expectFineLooks(page, 'confirm address');
  await page.getByRole('button', { name: 'Confirm this address' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible();
  await page.getByRole('link', { name: 'Go on' }).click();
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await expect(profile.getByText('This address is confirmed.')).toBeVisible();

  await page.context().clearCookies();
  await openLogIn(page);
  await choosePassword(page);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByText('This server sends no mail: its operator gets the link')).toBeVisible();
  await expectFineLooks(page, 'recover');
  await page.getByLabel('Email').press('Enter');
  await expect(page.getByText('Enter your email address.')).toBeVisible();
  await expectNoGraveFault(page, 'recover, with errors');
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Email').press('Enter');
  await expect(page.getByText('Ask the operator of this server')).toBeVisible();

  const password = `${account.password}, forgotten`;
  const recovery = await server.mailedLink('/recover');
  await page.goto(recovery);
  await expect(page).toHaveURL(`${server.url}/recover`);
  await expectFineLooks(page, 'new password');
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('A password has 8 to 128 characters.')).toBeVisible();
  await setPasswordAndLogIn(page, { ...account, password });

  await page.goto(recovery);
  await page.getByLabel('New password').fill(account.password);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('This link was used before, or is too old.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask for a new link' }).click();
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
});

test('who confirms in a browser without a session is asked whose account it is, and logs in first or starts afresh', async ({
  page,
  browser,
  camera,
  server,
  accountOfA: account,
}) => {
  test.setTimeout(180_000);
  await camera.play('empty-room');
  const link = await server.mailedLink('/verify-email');
  await page.goto(link);
  await page.getByRole('button', { name: 'Confirm this address' }).click();
  await expect(page.getByRole('heading', { name: 'Is this account yours?' })).toBeFocused();
  await expect(page.getByText('You are not logged in to the account of this link')).toBeVisible();
  await expectFineLooks(page, 'confirm address elsewhere');
  await page.getByRole('button', { name: 'Log in first' }).click();
  await choosePassword(page);
  await fillPasswordForm(page, account);
  await expect(page.getByText(`You are logged in as ${account.username}.`)).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/verify-email`);

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(link);
  await elsewhere.getByRole('button', { name: 'Confirm this address' }).click();
  await elsewhere.getByRole('button', { name: 'Confirm and remove everything' }).click();
  await expect(
    elsewhere.getByRole('heading', { name: 'The address is confirmed, and the account is yours' }),
  ).toBeFocused();
  await expectFineLooks(elsewhere, 'account starts afresh');
  await elsewhere.context().close();
  await page.getByRole('button', { name: 'Confirm this address' }).click();
  await expect(page.getByText('This link was used before, or is too old.')).toBeVisible();

  const password = `${account.password}, afresh`;
  await page.goto(await server.mailedLink('/recover'));
  await setPasswordAndLogIn(page, { ...account, password });
  await page.getByRole('link', { name: 'Faces', exact: true }).click();
  await expect(page.getByText('Your face is stored only after you agree to it.')).toBeVisible();
});

test('who reads the mails to the address that was left takes the account back', async ({
  page,
  camera,
  server,
  accountOfA: account,
}) => {
  test.setTimeout(180_000);
  await camera.play('empty-room');
  await logInWithPassword(page, account);
  await confirmEmail(page, server);
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  const profile = page.getByRole('region', { name: 'Profile' });
  await profile.getByLabel('Email').fill('thief@example.org');
  await profile.getByLabel('Current password').fill(account.password);
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your profile is saved.')).toBeVisible();

  await page.goto('/undo-email');
  await expect(page.getByText('There is no link here.')).toBeVisible();
  const link = await server.mailedLink('/undo-email');
  await page.goto(link);
  await expect(page).toHaveURL(`${server.url}/undo-email`);
  await expectFineLooks(page, 'undo the change of address');
  await page.getByRole('button', { name: 'Undo the change' }).click();
  await expect(page.getByRole('heading', { name: 'Your email address is back' })).toBeFocused();
  await expectFineLooks(page, 'address is back');
  await page.goto('/');
  await page.goto(link);
  await page.getByRole('button', { name: 'Undo the change' }).click();
  await expect(page.getByText('This link was used before, or is too old.')).toBeVisible();
  await expect.poll(async () => (await logInElsewhere(server.url, account)).status).toBe(401);
});
