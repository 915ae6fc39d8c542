import { expectNoGraveFault } from './support/accessibility.js';
import { expect, test } from './support/fixtures.js';
import { expectFineLooks } from './support/looks.js';
import { choosePassword, fillPasswordForm } from './support/visitor.js';

test.describe('privacy', () => {
  test('a page for everybody says what is kept, how long, and what one can do', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('contentinfo').getByRole('link', { name: 'Privacy' }).click();
    await expect(page.getByRole('heading', { name: 'Privacy', level: 1 })).toBeVisible();
    await expect(page.getByRole('row', { name: /Where you are signed in.*30 days after they end/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /What happened.*365 days/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /^Mails to you.*Files for the operator.*30 days/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /cookie of each device.*the cookie 180 days/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /passkeys, app and recovery codes/ })).toBeVisible();
    await expect(page.getByText('its operators find it as files. Nobody else gets anything.')).toBeVisible();
    await expect(page.getByText('They have not said here how to reach them.')).toBeVisible();
    await expectFineLooks(page, 'privacy');
    await page.getByRole('button', { name: 'Diese Seite auf Deutsch' }).click();
    await expect(page.getByRole('heading', { name: 'Datenschutz', level: 1 })).toBeVisible();
    await expect(page.getByRole('row', { name: /365 Tage/ })).toBeVisible();
  });

  test('is on one screen of a desk', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/privacy');
    await expect(page.getByRole('row', { name: /365 days/ })).toBeVisible();
    const contact = page.getByRole('region', { name: 'Who is responsible' });
    await expect(contact).toBeInViewport({ ratio: 1 });
    await page.getByRole('button', { name: 'Diese Seite auf Deutsch' }).click();
    await expect(page.getByRole('region', { name: 'Wer verantwortlich ist' })).toBeInViewport({ ratio: 1 });
  });

  test.describe('with a mail server and a service for leaked passwords', () => {
    test.use({
      serverKind: 'fresh',
      settings: {
        SMTP_URL: 'smtp://127.0.0.1:9',
        FACEGATE_MAIL_FROM: 'facegate@example.org',
        FACEGATE_PWNED_PASSWORDS: 'http://127.0.0.1:9',
      },
    });

    test('says what leaves the server, on one screen as well', async ({ page }) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto('/privacy');
      await expect(page.getByRole('row', { name: /^Mails to you.*until they are sent.*3 days at most/ })).toBeVisible();
      await expect(page.getByText('go to a service that knows leaked ones. Nobody else gets anything.')).toBeVisible();
      const contact = page.getByRole('region', { name: 'Who is responsible' });
      await expect(contact).toBeInViewport({ ratio: 1 });

      await page.goto('/recover');
      await page.getByLabel('Email').fill('anna@example.org');
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await expect(page.getByText('Look into your mailbox')).toBeVisible();
    });
  });

  test('what one can do about it waits behind the log-in', async ({ page, camera, accountOfA, server }) => {
    await camera.play('empty-room');
    await page.goto('/privacy');
    // As in browsers that do not hold a page in its place while it grows.
    await page.evaluate(() => document.documentElement.style.setProperty('overflow-anchor', 'none'));
    await page.getByRole('link', { name: 'Download everything, or delete your account' }).click();
    await choosePassword(page);
    await fillPasswordForm(page, accountOfA);
    await expect(page).toHaveURL(`${server.url}/account#data`);
    await expect(page.getByRole('region', { name: 'Your data' })).toBeInViewport();
  });

  test.describe('consent', () => {
    test.use({ serverKind: 'fresh' });

    test('is withdrawn: the face goes, the account stays; and given again', async ({ page, signedInA: _account }) => {
      await page.getByRole('link', { name: 'Account', exact: true }).click();
      const consent = page.getByRole('region', { name: 'Your consent' });
      await expect(consent.getByText(/^You agreed to version/)).toBeVisible();
      await consent.getByText('Read the text').click();
      await expect(consent.getByText('Used: to recognise you when you log in or check a picture')).toBeVisible();
      await consent.getByRole('button', { name: 'Withdraw my consent' }).click();
      await expectNoGraveFault(page, 'withdraw consent');
      await page.getByRole('dialog').getByRole('button', { name: 'Keep them' }).click();
      await expect(page.getByRole('dialog')).toBeHidden();
      await consent.getByRole('button', { name: 'Withdraw my consent' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Destroy my faces' }).click();
      await expect(consent.getByText('Your faces are destroyed')).toBeVisible();
      const events = page.getByRole('region', { name: 'What happened to your account' });
      await expect(events.getByText('Consent withdrawn: all faces destroyed')).toBeVisible();
      await expectNoGraveFault(page, 'consent withdrawn');
      await page.getByRole('link', { name: 'Dashboard' }).click();
      await expect(page.getByText('Your password alone opens this account.')).toBeVisible();
      await page.getByRole('link', { name: 'Faces', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Choose files' })).toBeHidden();
      await expectFineLooks(page, 'faces-without-consent');
      await page.getByRole('link', { name: 'Read and agree' }).click();

      await consent.getByRole('button', { name: 'Agree' }).click();
      await expect(consent.getByText('Tick the box to agree.')).toBeVisible();
      await consent.getByRole('checkbox').check();
      await consent.getByRole('button', { name: 'Agree' }).click();
      await expect(consent.getByText('You agreed. Faces can be added now.')).toBeVisible();
      await expect(consent.getByText(/^You agreed to version/)).toBeVisible();
    });
  });
});
