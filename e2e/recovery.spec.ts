import { expectNoGraveFault } from './support/accessibility.js';
import { expect, test } from './support/fixtures.js';
import { expectFineLooks } from './support/looks.js';
import { choosePassword, expectDashboard, fillPasswordForm, openLogIn } from './support/visitor.js';

test.use({ serverKind: 'fresh' });

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
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByRole('heading', { name: 'Your new password is set' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Log in', exact: true }).click();
  await choosePassword(page);
  await fillPasswordForm(page, { ...account, password });
  await expectDashboard(page, account);

  await page.goto(recovery);
  await page.getByLabel('New password').fill(account.password);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('This link was used before, or is too old.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask for a new link' }).click();
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
});
