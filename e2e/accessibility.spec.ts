import { expectNoGraveFault } from './support/accessibility.js';
import { expect, test } from './support/fixtures.js';
import { newAccount } from './support/people.js';
import { choosePassword, expectDashboard, openLogIn } from './support/visitor.js';
import { Wizard } from './support/wizard.js';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' });

    test('every page before log-in is free of grave faults', async ({ page, camera }) => {
      await camera.play('a-front');
      await page.goto('/');
      await expect(page.getByRole('main').getByRole('link', { name: 'Sign up' })).toBeVisible();
      await expectNoGraveFault(page, 'home');
      await openLogIn(page);
      await expect(page.getByRole('button', { name: 'I cannot do this' })).toBeVisible({ timeout: 30_000 });
      await expectNoGraveFault(page, 'log in by face');
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible({ timeout: 30_000 });
      await expectNoGraveFault(page, 'live check failed');
      await choosePassword(page);
      await expectNoGraveFault(page, 'log in by password');
      await page.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click();
      await expectNoGraveFault(page, 'log in by password, with errors');
      await page.goto('/no-such-page');
      await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
      await expectNoGraveFault(page, 'no such page');
      await camera.fail('denied');
      await openLogIn(page);
      await expect(page.getByText('The camera is blocked for this page')).toBeVisible();
      await expectNoGraveFault(page, 'camera denied');
    });

    test('the dashboard is free of grave faults', async ({ page, signedInA: _account }) => {
      await expect(page.getByRole('img', { name: 'Enrolled face, front' })).toBeVisible();
      await expectNoGraveFault(page, 'dashboard');
    });

    test.describe('signing up', () => {
      test.use({ serverKind: 'fresh' });

      test('every step is free of grave faults', async ({ page, camera }) => {
        const account = newAccount('ada');
        const wizard = new Wizard(page);
        await camera.play('empty-room');
        await wizard.open();
        await expectNoGraveFault(page, 'account');
        await page.getByRole('button', { name: 'Continue' }).click();
        await expectNoGraveFault(page, 'account, with errors');
        await wizard.fillAccount(account);
        await expect(page.getByRole('checkbox', { name: /I agree/ })).toBeVisible();
        await expectNoGraveFault(page, 'consent');
        await wizard.consent();
        await expect(page.getByRole('button', { name: 'Turn on the camera' })).toBeVisible();
        await expectNoGraveFault(page, 'camera permission');
        await wizard.turnOnCamera();
        await expect(page.getByText('Put your face in the oval').first()).toBeVisible({ timeout: 30_000 });
        await expectNoGraveFault(page, 'capture');
        await camera.obey('a');
        await wizard.expectReview();
        await expectNoGraveFault(page, 'review');
        await wizard.create();
        await wizard.expectWelcome(account);
        await expectNoGraveFault(page, 'welcome');
        await wizard.goToDashboard();
        await expectDashboard(page, account);
      });
    });
  });
}
