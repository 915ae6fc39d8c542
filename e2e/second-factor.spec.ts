import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from './support/fixtures.js';
import { expectFineLooks } from './support/looks.js';
import { logInElsewhere, type Account } from './support/people.js';
import { addPasskey, dialog, keepCodes } from './support/second-factors.js';
import { VirtualAuthenticator } from './support/virtual-authenticator.js';
import {
  expectAfterLiveSession,
  choosePassword,
  expectDashboard,
  fillPasswordForm,
  logOut,
  openLogIn,
} from './support/visitor.js';

test.use({ serverKind: 'fresh' });

const STEP_MS = 30_000;
const secondFactor = (page: Page) => page.getByRole('region', { name: 'Second factor' });
const stepTitle = (page: Page) => page.getByRole('heading', { name: 'One more step' });

async function openAccount(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await expect(secondFactor(page).getByRole('button', { name: 'Add a passkey' })).toBeVisible();
}

async function passwordUpToSecondFactor(page: Page, account: Account): Promise<void> {
  await openLogIn(page);
  await choosePassword(page);
  await fillPasswordForm(page, account);
  await expect(stepTitle(page)).toBeFocused();
}

/** Somebody elsewhere who knows the password and has nothing else. */
async function haltAtSecondFactor(url: string, account: Account): Promise<void> {
  const answer = await logInElsewhere(url, account);
  expect(await answer.json()).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
}

async function byFaceAndPasskey(page: Page, account: Account): Promise<void> {
  await page.getByRole('button', { name: 'Log in with my face' }).click();
  await expectAfterLiveSession(stepTitle(page));
  await page.getByRole('button', { name: 'Use my passkey' }).click();
  await expectDashboard(page, account);
}

test('a passkey is registered and logs in by itself, after a password and after a face', async ({
  page,
  camera,
  server,
  signedInA: account,
}) => {
  test.setTimeout(180_000);
  const authenticator = await VirtualAuthenticator.plugIn(page);
  await page.getByRole('link', { name: 'Add a second factor' }).click();
  await addPasskey(page, 'Work laptop');
  await expectFineLooks(page, 'recovery-codes');
  const downloading = page.waitForEvent('download');
  await dialog(page).getByRole('link', { name: 'Download' }).click();
  expect((await downloading).suggestedFilename()).toBe('facegate-recovery-codes.txt');
  await keepCodes(page);
  expect(await authenticator.count()).toBe(1);
  await expect(secondFactor(page).getByText('Work laptop')).toBeVisible();
  await expect(secondFactor(page).getByText('10 codes are left.')).toBeVisible();
  await expectFineLooks(page, 'account-second-factor');
  await addPasskey(page, 'Again');
  await expect(dialog(page).getByText('This device has a passkey for your account already.')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await logOut(page);

  await openLogIn(page);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expectDashboard(page, account);
  await expect(page.getByRole('region', { name: 'Worth a look' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add a second factor' })).toBeHidden();
  await logOut(page);

  await passwordUpToSecondFactor(page, account);
  await expectFineLooks(page, 'log-in-second-factor');
  const told = page.waitForResponse((response) => response.url().includes('/api/me/events'));
  await page.getByRole('button', { name: 'Use my passkey' }).click();
  await expectDashboard(page, account);
  await (await told).finished();
  await expect(page.getByRole('link', { name: 'Make a new link on your account page' })).toBeVisible();
  await expect(page.getByText('stopped at the second factor')).toBeHidden();
  await logOut(page);

  await haltAtSecondFactor(server.url, account);
  await passwordUpToSecondFactor(page, account);
  await page.getByRole('button', { name: 'Use my passkey' }).click();
  await expectDashboard(page, account);
  await expect(page.getByText('Somebody had your password and stopped at the second factor')).toBeVisible();
  await expectFineLooks(page, 'dashboard-stolen-password');
  await page.getByRole('link', { name: 'Set a new password' }).click();
  await expect(page.getByRole('region', { name: 'Password', exact: true })).toBeInViewport();
  await logOut(page);

  await camera.obey('a');
  await openLogIn(page);
  await expectAfterLiveSession(stepTitle(page));
  expect(await camera.isOn()).toBe(false);
  await page.getByRole('button', { name: 'Use my passkey' }).click();
  await expectDashboard(page, account);

  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await page.getByRole('button', { name: 'Rename Work laptop' }).click();
  await expect(secondFactor(page).getByLabel('Name')).toBeFocused();
  await secondFactor(page).getByLabel('Name').fill('The laptop with a name as long as a name can be, and longer');
  await secondFactor(page).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: /^Rename The laptop/ })).toBeFocused();
  await expectFineLooks(page, 'account-long-passkey-name');
  await page.getByRole('button', { name: /^Rename The laptop/ }).click();
  await secondFactor(page).getByLabel('Name').fill('Old laptop');
  await secondFactor(page).getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Remove Old laptop' }).click();
  await dialog(page).getByRole('button', { name: 'Remove' }).click();
  await expect(secondFactor(page).getByText('Old laptop')).toBeHidden();
  await expect(secondFactor(page).getByText('Recovery codes')).toBeHidden();
});

test('an authenticator app is set up and its code asked for; a recovery code stands in for it', async ({
  page,
  signedInA: account,
}) => {
  test.setTimeout(180_000);
  await openAccount(page);
  await page.getByRole('button', { name: 'Add an app' }).click();
  await expect(dialog(page).getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
  await expect(dialog(page).getByLabel('Code from your app')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByText('Enter the code.')).toBeVisible();
  await page.mouse.click(5, 5);
  await expectFineLooks(page, 'authenticator-app');
  const secret = (await dialog(page).locator('pre').textContent()) ?? '';
  const app = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  const code = (stepsAway = 0): string => app.generate({ timestamp: Date.now() + stepsAway * STEP_MS });
  await dialog(page).getByLabel('Code from your app').fill('000000');
  await dialog(page).getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog(page).getByText('This code is wrong')).toBeVisible();
  await dialog(page).getByLabel('Code from your app').fill(code());
  await dialog(page).getByRole('button', { name: 'Confirm' }).click();
  const [recoveryCode = ''] = await keepCodes(page);
  await logOut(page);

  await passwordUpToSecondFactor(page, account);
  const field = page.getByLabel('Code from your app');
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code');
  await field.fill('000000');
  await page.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByText('This code is wrong')).toBeVisible();
  await field.fill(code(1));
  await page.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click();
  await expectDashboard(page, account);
  await logOut(page);

  await passwordUpToSecondFactor(page, account);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await expect(page.getByLabel('Recovery code')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Enter the code.')).toBeVisible();
  await page.getByLabel('Recovery code').fill(recoveryCode.toUpperCase());
  await page.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click();
  await expectDashboard(page, account);
  await openAccount(page);
  await expect(secondFactor(page).getByText('9 codes are left.')).toBeVisible();
});

test('who turns away from the passkey is told so, and can begin anew', async ({ page, signedInA: account }) => {
  const authenticator = await VirtualAuthenticator.plugIn(page);
  await openAccount(page);
  await addPasskey(page, 'Phone');
  await keepCodes(page);
  await logOut(page);
  await authenticator.refuse();
  await passwordUpToSecondFactor(page, account);
  await page.getByRole('button', { name: 'Use my passkey' }).click();
  await expect(page.getByText('No passkey was used.')).toBeVisible();
  await page.getByRole('button', { name: 'Begin anew' }).click();
  await expect(page.getByRole('heading', { name: /^Log in/ })).toBeVisible();
});

test.describe('where face and passkey are demanded', () => {
  test.use({ settings: { FACEGATE_SIGN_IN: 'face+passkey' } });

  test('a log-in by face leads to a passkey; from then on both are asked for, and a password opens nothing', async ({
    page,
    camera,
    accountOfA: account,
  }) => {
    test.setTimeout(180_000);
    await VirtualAuthenticator.plugIn(page);
    await camera.obey('a');
    await openLogIn(page);
    const demand = page.getByRole('heading', { name: 'One more thing' });
    await expectAfterLiveSession(demand);
    await page.getByRole('link', { name: 'Faces', exact: true }).click();
    await expect(demand).toBeVisible();
    await expectFineLooks(page, 'demanded');
    await addPasskey(page, 'Phone');
    await keepCodes(page);
    await expectDashboard(page, account);
    await logOut(page);

    await passwordUpToSecondFactor(page, account);
    await page.getByRole('button', { name: 'Use my passkey' }).click();
    await expect(page.getByText('Log in with your face.')).toBeVisible();
    await camera.obey('a');
    await byFaceAndPasskey(page, account);
  });

  test('who withdrew the consent can give it again, and a face with it', async ({
    page,
    camera,
    accountOfA: account,
  }) => {
    test.setTimeout(240_000);
    await VirtualAuthenticator.plugIn(page);
    await camera.obey('a');
    await openLogIn(page);
    await expectAfterLiveSession(page.getByRole('heading', { name: 'One more thing' }));
    await addPasskey(page, 'Phone');
    await keepCodes(page);
    await page.getByRole('link', { name: 'Account', exact: true }).click();
    const consent = page.getByRole('region', { name: 'Your consent' });
    await consent.getByRole('button', { name: 'Withdraw my consent' }).click();
    await dialog(page).getByRole('button', { name: 'Destroy my faces' }).click();
    await expect(consent.getByText('Your faces are destroyed')).toBeVisible();
    await logOut(page);

    await passwordUpToSecondFactor(page, account);
    await page.getByRole('button', { name: 'Use my passkey' }).click();
    await expect(page.getByText('you have no face here any more')).toBeVisible();
    await expectFineLooks(page, 'demanded-without-face');
    await page.getByRole('link', { name: 'Add a face' }).click();
    await page.getByRole('link', { name: 'Read and agree' }).click();
    await consent.getByRole('checkbox').check();
    await consent.getByRole('button', { name: 'Agree' }).click();
    await expect(consent.getByText('You agreed.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Your data' })).toBeVisible();
    await page.getByRole('link', { name: 'Faces', exact: true }).click();
    await camera.obey('a');
    await expect(page.getByRole('radio', { name: 'Front' })).toBeChecked();
    await page.getByRole('button', { name: 'Turn on the camera' }).click();
    await expect(page.getByRole('button', { name: 'Log in with my face' })).toBeVisible({ timeout: 60_000 });
    await byFaceAndPasskey(page, account);
  });
});
