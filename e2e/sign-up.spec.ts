import { PROBLEM_MEDIA_TYPE } from '@facegate/contracts';
import { emptyRoom, twoPeople } from '@facegate/test-footage';
import { expect, test } from './support/fixtures.js';
import { enrol, newAccount, picturesOf } from './support/people.js';
import { expectDashboard, expectLetIn, logOut, openLogIn, tabTo } from './support/visitor.js';
import { SIGN_UP_POSES, Wizard } from './support/wizard.js';

test.use({ serverKind: 'fresh' });

test('person A signs up by camera, logs out, and logs in by doing what is asked', async ({ page, camera }) => {
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  await wizard.captureByCamera(camera, 'a', account);
  expect(await camera.isOn()).toBe(false);
  for (const pose of SIGN_UP_POSES) await expect(wizard.picture(pose)).toBeVisible();
  await wizard.usePictures();
  await wizard.consent();
  await wizard.expectWelcome(account);
  await wizard.goToDashboard();
  await expectDashboard(page, account);
  await logOut(page);

  await camera.obey('a');
  await openLogIn(page);
  await expectLetIn(page, account);
  expect(await camera.isOn()).toBe(false);
});

test('person A signs up with files', async ({ page, camera }) => {
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  await wizard.uploadPicturesOf('a', account);
  expect(await camera.timesOpened()).toBe(0);
  await wizard.usePictures();
  await wizard.consent();
  await wizard.expectWelcome(account);
});

test('one picture can be taken again without the others', async ({ page, camera }) => {
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  await wizard.captureByCamera(camera, 'a', account);
  const before = await wizard.pixels();
  // From another occasion: the first one's footage could show the very same frame again.
  await camera.play('a-other-left');
  await wizard.retake('left');
  await wizard.expectReview();
  const after = await wizard.pixels();
  expect(after.left).not.toBe(before.left);
  expect(after).toMatchObject({ front: before.front, right: before.right });
  expect(await camera.isOn()).toBe(false);
  await wizard.usePictures();
  await wizard.consent();
  await wizard.expectWelcome(account);
});

test('a bad picture is named with its reason, and only that one is asked for again', async ({ page }) => {
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  const pictures = await picturesOf('a');
  await wizard.upload(account, { ...pictures, right: await twoPeople.jpeg() });
  await wizard.usePictures();
  await wizard.consent();
  await wizard.expectReview();
  await expect(wizard.card('right')).toContainText('more than one face');
  await expect(wizard.card('front')).not.toContainText('more than one face');
  await wizard.retake('right');
  await wizard.chooseFile('right', pictures.right);
  await wizard.expectReview();
  await wizard.usePictures();
  await wizard.consent();
  await wizard.expectWelcome(account);
});

test('every bad picture is named: no face in one, another person in the other', async ({ page }) => {
  const wizard = new Wizard(page);
  const [ofA, ofB] = await Promise.all([picturesOf('a'), picturesOf('b')]);
  await wizard.upload(newAccount('ada'), { front: ofA.front, left: await emptyRoom.jpeg(), right: ofB.right });
  await wizard.usePictures();
  await wizard.consent();
  await wizard.expectReview();
  await expect(wizard.card('left')).toContainText('no face');
});

test('Back leads to the step before, and nothing is lost by it', async ({ page, server }) => {
  const wizard = new Wizard(page);
  const account = newAccount('ada');
  await wizard.open();
  await wizard.fillAccount(account);
  await expect(page.getByRole('button', { name: 'Turn on the camera' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Username' })).toHaveValue(account.username);
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(account.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await wizard.uploadFiles(await picturesOf('a'));
  await wizard.usePictures();
  await expect(page.getByRole('button', { name: 'Agree and sign up' })).toBeVisible();
  await page.goBack();
  await wizard.expectReview();
  await page.goForward();
  await expect(page.getByRole('button', { name: 'Agree and sign up' })).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(account.email);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(`${server.url}/`);
});

test('the shutter takes whatever is there, and the server says which head was not turned', async ({ page, camera }) => {
  const wizard = new Wizard(page);
  await camera.play('a-front');
  await wizard.open();
  await wizard.fillAccount(newAccount('ada'));
  await wizard.turnOnCamera();
  for (const prompt of ['turn-left', 'turn-right']) {
    await expect(page.locator(`[data-prompt=${prompt}]`)).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Take picture' }).click();
  }
  await wizard.expectReview();
  await wizard.usePictures();
  await wizard.consent();
  await wizard.expectReview();
  await expect(wizard.card('left')).toContainText('not turned as asked');
  await expect(wizard.card('right')).toContainText('not turned as asked');
  await expect(wizard.card('front')).not.toContainText('not turned as asked');
});

test('a taken username is said beside its field, and the pictures are kept', async ({ page, server }) => {
  const taken = newAccount('ada');
  await enrol(server.url, 'b', taken);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  await wizard.uploadPicturesOf('a', { ...account, username: taken.username });
  await wizard.usePictures();
  await wizard.consent();
  const field = page.getByRole('textbox', { name: 'Username' });
  await expect(field).toBeFocused({ timeout: 60_000 });
  await expect(field).toHaveAccessibleDescription(/taken/);
  await wizard.fillAccount(account);
  await wizard.consent();
  await wizard.expectWelcome(account);
});

test('who has to wait is told for how long, and then goes on', async ({ page }) => {
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  await wizard.uploadPicturesOf('a', account);
  await wizard.usePictures();
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
  await wizard.consent();
  await expect(page.getByRole('alert')).toContainText('Too many attempts');
  const timer = page.getByRole('timer');
  await expect(timer).toHaveText(/^You can try again in 0:\d\d\.$/);
  const submit = page.getByRole('button', { name: 'Agree and sign up' });
  await expect(submit).toBeDisabled();
  await expect(submit).toBeEnabled({ timeout: 15_000 });
  await expect(timer).toBeHidden();
  await submit.click();
  await wizard.expectWelcome(account);
});

test('pictures of two people are no account', async ({ page }) => {
  const wizard = new Wizard(page);
  const [ofA, ofB] = await Promise.all([picturesOf('a'), picturesOf('b')]);
  await wizard.upload(newAccount('ada'), { ...ofA, left: ofB.left });
  await wizard.usePictures();
  await wizard.consent();
  await wizard.expectReview();
  await expect(wizard.card('left')).toContainText('somebody else');
});

test('person A signs up without a mouse', async ({ page, camera }) => {
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  await camera.obey('a');
  await page.goto('/');
  await tabTo(page, 'link', 'Sign up');
  await page.keyboard.press('Enter');
  for (const [name, value] of [
    ['Username', account.username],
    ['Email', account.email],
    ['Password', account.password],
  ] as const) {
    await tabTo(page, 'textbox', name);
    await page.keyboard.type(value);
  }
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', 'Turn on the camera');
  await page.keyboard.press('Enter');
  await wizard.expectReview();
  await tabTo(page, 'button', 'Use these pictures');
  await page.keyboard.press('Enter');
  await tabTo(page, 'checkbox', /I agree/);
  await page.keyboard.press('Space');
  await tabTo(page, 'button', 'Agree and sign up');
  await page.keyboard.press('Enter');
  await wizard.expectWelcome(account);
  await tabTo(page, 'link', 'Go to your dashboard');
  await page.keyboard.press('Enter');
  await expectDashboard(page, account);
});
