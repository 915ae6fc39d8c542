import { twoPeople } from '@facegate/test-footage';
import type { Locator, Page } from '@playwright/test';
import { join } from 'node:path';
import { expect, test } from './support/fixtures.js';
import { LIVE_SOCKET } from './support/live.js';
import { LiveView } from './support/live-view.js';
import { SIZES } from './support/looks.js';
import { newAccount, picturesOf } from './support/people.js';
import {
  choosePassword,
  expectAfterLiveSession,
  expectDashboard,
  logInWithPassword,
  logOut,
  openLogIn,
} from './support/visitor.js';
import { Wizard } from './support/wizard.js';

/**
 * For people to look at, no part of the tests: `FACEGATE_SCREENSHOTS=1 npx playwright test --project screenshots`
 * writes every page as PNG into e2e/.cache/screenshots.
 */
const FOLDER = join(import.meta.dirname, '.cache/screenshots');

/** Tries again where the live check ended first: the film holds still, and the first step may be a blink. */
async function orTryAgain(page: Page, wanted: Locator): Promise<void> {
  const again = page.getByRole('button', { name: 'Try again' });
  for (let tries = 0; tries < 5; tries += 1) {
    await again.or(wanted).first().waitFor({ timeout: 60_000 });
    if (await wanted.isVisible()) return;
    await again.click();
  }
  await expect(wanted).toBeVisible();
}

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, serverKind: 'fresh' });

      test('walk through all pages', async ({ page, camera }) => {
        test.setTimeout(300_000);
        let count = 0;
        const shoot = async (name: string) => {
          count += 1;
          await page.waitForTimeout(400);
          const path = join(FOLDER, `${size}-${colorScheme}-${String(count).padStart(2, '0')}-${name}.png`);
          await page.screenshot({ path, fullPage: true });
        };
        const account = newAccount('ada');
        const wizard = new Wizard(page);

        await camera.play('empty-room');
        await page.goto('/');
        await expect(page.getByRole('main').getByRole('link', { name: 'Sign up' })).toBeVisible();
        await shoot('home');
        await wizard.open();
        await shoot('sign-up-account');
        await page.getByRole('button', { name: 'Continue' }).click();
        await shoot('sign-up-account-errors');
        await wizard.fillAccount(account);
        await expect(page.getByRole('checkbox', { name: /I agree/ })).toBeVisible();
        await shoot('sign-up-consent');
        await wizard.consent();
        await expect(page.getByRole('button', { name: 'Turn on the camera' })).toBeVisible();
        await shoot('sign-up-camera');
        await camera.fail('denied');
        await wizard.turnOnCamera();
        await expect(page.getByText('The camera is blocked for this page')).toBeVisible();
        await shoot('sign-up-camera-denied');
        await page.getByRole('button', { name: 'I only have pictures' }).click();
        const pictures = await picturesOf('a');
        await wizard.chooseFile('front', pictures.front);
        await shoot('sign-up-upload');
        await wizard.chooseFile('left', pictures.left);
        await wizard.chooseFile('right', await twoPeople.jpeg());
        await wizard.expectReview();
        await wizard.create();
        await expect(wizard.card('right')).toContainText('more than one face', { timeout: 60_000 });
        await shoot('sign-up-review-faulty');

        await camera.fail(undefined);
        await camera.play('a-front');
        await wizard.toCamera(account);
        await wizard.turnOnCamera();
        await orTryAgain(page, page.locator('[data-mark]'));
        await shoot('sign-up-capture-step');
        await camera.obey('a');
        await orTryAgain(page, wizard.reviewTitle);
        await shoot('sign-up-review');
        await wizard.create();
        await wizard.expectWelcome(account);
        await shoot('sign-up-welcome');
        await wizard.goToDashboard();
        await expectDashboard(page, account);
        await expect(page.getByRole('img', { name: 'Enrolled face, front' })).toBeVisible();
        await shoot('dashboard');
        await page.getByRole('navigation').getByRole('link', { name: 'Faces' }).click();
        await expect(page.getByRole('img', { name: 'Enrolled face, front' })).toBeVisible();
        await shoot('faces');
        await page.getByRole('link', { name: 'Insights' }).click();
        await expect(page.getByRole('img', { name: /Over time/ })).toBeVisible();
        await shoot('insights');
        await camera.play('empty-room');
        await page.getByRole('link', { name: 'Verify' }).click();
        await page.getByRole('button', { name: 'Use the camera' }).click();
        await expect(page.getByRole('button', { name: 'Take picture' })).toBeVisible({ timeout: 30_000 });
        await shoot('verify-camera');
        await page.getByRole('link', { name: 'Live', exact: true }).click();
        await shoot('live-off');
        await camera.play('a-front');
        const live = new LiveView(page);
        await live.turnOn.click();
        await live.expectOne(/^You/);
        await shoot('live');
        await camera.turn(true);
        await shoot('live-upright');
        await camera.turn(false);
        await live.turnOff.click();
        await logOut(page);

        await camera.play('a-front');
        await openLogIn(page);
        await expect(page.getByRole('button', { name: 'I cannot do this' })).toBeVisible({ timeout: 60_000 });
        await shoot('log-in-step');
        await expect(page.getByText('That did not work')).toBeVisible({ timeout: 60_000 });
        await shoot('log-in-not-done');
        await choosePassword(page);
        await shoot('log-in-password');
        await camera.obey('a');
        await openLogIn(page);
        await expect(page.locator('[data-tick]')).toBeVisible({ timeout: 60_000 });
        await shoot('log-in-step-seen');
        await expectDashboard(page, account);
        await logOut(page);
        await camera.obey('b');
        await openLogIn(page);
        await expectAfterLiveSession(page.getByText('We did not recognise you'));
        await shoot('log-in-refused');
        await page.routeWebSocket(LIVE_SOCKET, (socket) => void socket.close());
        await openLogIn(page);
        await expect(page.getByText('The live check cannot connect')).toBeVisible();
        await shoot('log-in-blocked');
        await camera.fail('none');
        await openLogIn(page);
        await expect(page.getByText('No camera found')).toBeVisible();
        await shoot('log-in-no-camera');
        await page.goto('/no-such-page');
        await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
        await shoot('not-found');
        await camera.fail(undefined);
        await logInWithPassword(page, account);
      });
    });
  }
}
