import { expect, test } from './support/fixtures.js';
import { newAccount } from './support/people.js';
import { expectDashboard, fillPasswordForm, openLogIn } from './support/visitor.js';
import { Wizard } from './support/wizard.js';

/** Leads to this machine (playwright.config.ts), and is no secure origin: as a phone in the same network would call it. */
const LAN_ADDRESS = '192.0.2.7';

const FAULTS = [
  ['denied', 'The camera is blocked for this page'],
  ['dismissed', 'The question was closed'],
  ['none', 'No camera found'],
  ['in-use', 'The camera is in use'],
] as const;

for (const [failure, title] of FAULTS) {
  test(`sign-up with a camera that fails (${failure}) says so, and goes on when it is mended`, async ({
    page,
    camera,
  }) => {
    const wizard = new Wizard(page);
    await camera.obey('a');
    await camera.fail(failure);
    await wizard.toCamera(newAccount('ada'));
    await wizard.turnOnCamera();
    await expect(page.getByText(title)).toBeVisible();
    await expect(page.getByRole('button', { name: 'I only have pictures' })).toBeVisible();
    await camera.fail(undefined);
    await page.getByRole('button', { name: 'Try again' }).click();
    await wizard.expectReview();
  });

  test(`log-in with a camera that fails (${failure}) says so, and takes the password`, async ({
    page,
    camera,
    accountOfA,
  }) => {
    await camera.fail(failure);
    await openLogIn(page);
    await expect(page.getByText(title)).toBeVisible();
    await fillPasswordForm(page, accountOfA);
    await expectDashboard(page, accountOfA);
  });
}

test('log-in goes on when the camera is mended', async ({ page, camera, accountOfA }) => {
  await camera.obey('a');
  await camera.fail('in-use');
  await openLogIn(page);
  await expect(page.getByText('The camera is in use')).toBeVisible();
  await camera.fail(undefined);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectDashboard(page, accountOfA);
});

test('over an insecure connection the page says why there is no camera', async ({ page, server }) => {
  await page.goto(`${server.url.replace('localhost', LAN_ADDRESS)}/log-in`);
  await expect(page.getByText('This page came over an insecure connection')).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible();
});
