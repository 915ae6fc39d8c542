import { PROBLEM_MEDIA_TYPE } from '@facegate/contracts';
import { emptyRoom, twoPeople } from '@facegate/test-footage';
import { expect, test } from './support/fixtures.js';
import { expectFineLooks } from './support/looks.js';
import { newAccount, picturesOf } from './support/people.js';
import { expectDashboard, logOut, openLogIn } from './support/visitor.js';
import { Wizard } from './support/wizard.js';

test.use({ serverKind: 'fresh', settings: { FACEGATE_UPLOADS: 'checked' } });

test('person A signs up with files, and turns on log-in by face with one live check right there', async ({
  page,
  camera,
}) => {
  test.setTimeout(180_000);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  await wizard.uploadPicturesOf('a', account);
  expect(await camera.timesOpened()).toBe(0);
  await wizard.create();
  await wizard.expectWelcome(account);
  await expect(page.getByText('waiting for one live check')).toBeVisible();
  await expectFineLooks(page, 'sign-up-pending');
  await camera.obey('a');
  await page.getByRole('button', { name: 'Do the live check' }).click();
  await expect(page.getByText('From now on a look at the camera lets you in')).toBeVisible({ timeout: 60_000 });
  expect(await camera.isOn()).toBe(false);
  await wizard.goToDashboard();
  await expectDashboard(page, account);
  await logOut(page);
  await openLogIn(page);
  await expectDashboard(page, account);
});

test('a live check of somebody else does not turn on log-in by face for the person of the files', async ({
  page,
  camera,
}) => {
  test.setTimeout(180_000);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  await wizard.uploadPicturesOf('a', account);
  await wizard.create();
  await wizard.expectWelcome(account);
  await camera.obey('b');
  await page.getByRole('button', { name: 'Do the live check' }).click();
  await expect(page.getByRole('alert')).toContainText('somebody else', { timeout: 60_000 });
  await page.getByRole('link', { name: 'Later' }).click();
  await expectDashboard(page, account);
  await expect(page.getByText('Log-in by face is waiting for one live check')).toBeVisible();
});

test('a bad file is named with its reason, and only that one is asked for again', async ({ page }) => {
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  const pictures = await picturesOf('a');
  await wizard.upload(account, { ...pictures, right: await twoPeople.jpeg() });
  await wizard.create();
  await expect(wizard.card('right')).toContainText('more than one face', { timeout: 60_000 });
  await expect(wizard.card('front')).not.toContainText('more than one face');
  await wizard.retake('right');
  await wizard.chooseFile('right', pictures.right);
  await wizard.expectReview();
  await wizard.create();
  await wizard.expectWelcome(account);
});

test('every bad file is named: no face in one, another person in the other', async ({ page }) => {
  const wizard = new Wizard(page);
  const [ofA, ofB] = await Promise.all([picturesOf('a'), picturesOf('b')]);
  await wizard.upload(newAccount('ada'), { front: ofA.front, left: await emptyRoom.jpeg(), right: ofB.right });
  await wizard.create();
  await expect(wizard.card('left')).toContainText('no face', { timeout: 60_000 });
});

test('files of two people are no account', async ({ page }) => {
  const wizard = new Wizard(page);
  const [ofA, ofB] = await Promise.all([picturesOf('a'), picturesOf('b')]);
  await wizard.upload(newAccount('ada'), { ...ofA, left: ofB.left });
  await wizard.create();
  await expect(wizard.card('left')).toContainText('somebody else', { timeout: 60_000 });
});

test('Back leads to the step before, and nothing is lost by it', async ({ page, server }) => {
  const wizard = new Wizard(page);
  const account = newAccount('ada');
  await wizard.toCamera(account);
  await expect(page.getByRole('button', { name: 'Turn on the camera' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('checkbox', { name: /I agree/ })).toBeChecked();
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Username' })).toHaveValue(account.username);
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(account.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await wizard.uploadFiles(await picturesOf('a'));
  await page.goBack();
  await expect(page.getByRole('checkbox', { name: /I agree/ })).toBeChecked();
  await page.goForward();
  await wizard.expectReview();
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(account.email);
  await page.goBack();
  await expect(page).toHaveURL(`${server.url}/`);
});

test('somebody who has to wait is told for how long, and then goes on', async ({ page }) => {
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  await wizard.uploadPicturesOf('a', account);
  await page.route(
    '**/api/user/facial/store',
    (route) =>
      route.fulfill({
        status: 429,
        contentType: PROBLEM_MEDIA_TYPE,
        headers: { 'Retry-After': '10' },
        json: { type: 'about:blank', title: 'x', status: 429, code: 'TOO_MANY_ATTEMPTS', detail: 'x' },
      }),
    { times: 1 },
  );
  await wizard.create();
  await expect(page.getByRole('alert')).toContainText('Too many attempts');
  const timer = page.getByRole('timer');
  await expect(timer).toHaveText(/^You can try again in 0:\d\d\.$/);
  const submit = page.getByRole('button', { name: 'Create account' });
  await expect(submit).toBeDisabled();
  await expect(submit).toBeEnabled({ timeout: 15_000 });
  await expect(timer).toBeHidden();
  await submit.click();
  await wizard.expectWelcome(account);
});
