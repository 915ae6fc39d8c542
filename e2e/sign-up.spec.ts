import { PROBLEM_MEDIA_TYPE, type StoreFacialRequest } from '@facegate/contracts';
import { emptyRoom, twoPeople } from '@facegate/test-footage';
import { createHash } from 'node:crypto';
import { expect, test } from './support/fixtures.js';
import { LIVE_SOCKET, liveSessions } from './support/live.js';
import { expectFineLooks } from './support/looks.js';
import { enrol, newAccount, picturesOf } from './support/people.js';
import { expectDashboard, logOut, openLogIn, tabTo } from './support/visitor.js';
import { SIGN_UP_POSES, Wizard } from './support/wizard.js';

test.use({ serverKind: 'fresh', settings: { FACEGATE_UPLOADS: 'checked' } });

test('person A signs up in one live capture, logs out, and logs in by doing what is asked', async ({
  page,
  camera,
}) => {
  test.setTimeout(180_000);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  const sessions = liveSessions(page);
  await wizard.captureByCamera(camera, 'a', account);
  expect(await camera.isOn()).toBe(false);
  for (const pose of SIGN_UP_POSES) await expect(wizard.picture(pose)).toBeVisible();
  await expectFineLooks(page, 'sign-up-review');
  const storing = page.waitForRequest('**/api/user/facial/store');
  await wizard.create();
  const sent = (await storing).postDataJSON() as StoreFacialRequest;
  await wizard.expectWelcome(account);
  await expect(page.getByText('From now on a look at the camera lets you in')).toBeVisible();

  expect(await camera.timesOpened()).toBe(1);
  expect(sessions).toHaveLength(1);
  const [session] = sessions;
  expect(session?.start).toMatchObject({ purpose: 'sign-up', review: true, nonce: sent.nonce });
  expect(session?.asked).toEqual([{ type: 'finish' }]);
  expect(sent.livenessToken).toBe(session?.result?.live && session.result.livenessToken);
  // Byte for byte what the session captured.
  const hashes = sent.images.map(({ data }) => sha256(Buffer.from(data.replace(/^[^,]*,/, ''), 'base64')));
  expect(hashes).toEqual(SIGN_UP_POSES.map((pose) => session?.captured.get(pose)));

  await wizard.goToDashboard();
  await expectDashboard(page, account);
  await logOut(page);
  await camera.obey('a');
  await openLogIn(page);
  await expectDashboard(page, account);
  expect(await camera.isOn()).toBe(false);
  expect(sessions).toHaveLength(2);
});

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

test('one picture is taken again in the same session, without the others', async ({ page, camera }) => {
  test.setTimeout(180_000);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  const sessions = liveSessions(page);
  await wizard.captureByCamera(camera, 'a', account);
  const before = await wizard.pixels();
  await wizard.retake('left');
  await expect(page.getByText('Turn your head a little to your left')).toBeVisible({ timeout: 30_000 });
  await wizard.expectReview();
  const after = await wizard.pixels();
  expect(after.left).not.toBe(before.left);
  expect(after).toMatchObject({ front: before.front, right: before.right });
  expect(await camera.isOn()).toBe(false);
  expect(sessions.map(({ asked }) => asked)).toEqual([[{ type: 'retake', pose: 'left' }]]);
  await wizard.create();
  await wizard.expectWelcome(account);
});

test('pictures that wait too long are said to be gone, and are taken again without typing anything', async ({
  page,
  camera,
}) => {
  test.setTimeout(180_000);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  let expire: (() => void) | undefined;
  await page.routeWebSocket(LIVE_SOCKET, (socket) => {
    const server = socket.connectToServer();
    // As the server does after two minutes.
    expire ??= () => {
      socket.send(JSON.stringify({ type: 'result', live: false, code: 'TIMED_OUT', detail: 'Late.' }));
      void server.close();
    };
  });
  await wizard.captureByCamera(camera, 'a', account);
  expire?.();
  await expect(page.getByText('Your pictures waited too long')).toBeVisible();
  await expectFineLooks(page, 'sign-up-expired');
  await wizard.turnOnCamera();
  await wizard.expectReview();
  await wizard.create();
  await wizard.expectWelcome(account);
});

test('a connection that drops during the review is said to be lost, and the pictures are taken again', async ({
  page,
  camera,
}) => {
  test.setTimeout(180_000);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  let drop: (() => void) | undefined;
  await page.routeWebSocket(LIVE_SOCKET, (socket) => {
    const server = socket.connectToServer();
    drop ??= () => {
      void server.close();
      void socket.close();
    };
  });
  await wizard.captureByCamera(camera, 'a', account);
  drop?.();
  await expect(page.getByText('The connection dropped')).toBeVisible();
  await wizard.turnOnCamera();
  await wizard.expectReview();
  await wizard.create();
  await wizard.expectWelcome(account);
});

test('a taken username is said beside its field, and the same proof makes the account', async ({
  page,
  camera,
  server,
}) => {
  test.setTimeout(180_000);
  const taken = newAccount('ada');
  await enrol(server.url, 'b', taken);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  const sessions = liveSessions(page);
  await wizard.captureByCamera(camera, 'a', { ...account, username: taken.username });
  await wizard.create();
  const field = page.getByRole('textbox', { name: 'Username' });
  await expect(field).toBeFocused({ timeout: 60_000 });
  await expect(field).toHaveAccessibleDescription(/taken/);
  await wizard.fillAccount(account);
  await wizard.expectReview();
  await wizard.create();
  await wizard.expectWelcome(account);
  expect(sessions).toHaveLength(1);
});

test('a proof that the server does not take any more leads to another capture, and says why', async ({
  page,
  camera,
}) => {
  test.setTimeout(180_000);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  await page.route(
    '**/api/user/facial/store',
    (route) =>
      route.fulfill({
        status: 403,
        contentType: PROBLEM_MEDIA_TYPE,
        json: { type: 'about:blank', title: 'x', status: 403, code: 'LIVENESS_INVALID', detail: 'x' },
      }),
    { times: 1 },
  );
  await wizard.captureByCamera(camera, 'a', account);
  await wizard.create();
  await expect(page.getByText('A live check is good for one minute')).toBeVisible();
  await wizard.turnOnCamera();
  await wizard.expectReview();
  await wizard.create();
  await wizard.expectWelcome(account);
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

test('somebody who cannot turn to one side signs up without that picture', async ({ page, camera }) => {
  test.setTimeout(180_000);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  const sessions = liveSessions(page);
  await camera.play('a-front');
  await wizard.toCamera(account);
  await wizard.turnOnCamera();
  const cannot = page.getByRole('button', { name: /I cannot/ });
  await expect(cannot).toBeVisible({ timeout: 30_000 });
  await cannot.click();
  await expect.poll(() => sessions[1]?.steps[0], { timeout: 30_000 }).toBeDefined();
  await camera.obey('a');
  await wizard.expectReview();
  await wizard.create();
  await wizard.expectWelcome(account);
  const [left] = sessions[1]?.start?.without ?? [];
  expect(left).toBe(sessions[0]?.steps[0]);
  expect(sessions[1]?.steps).not.toContain(left);
});

test('person A signs up without a mouse', async ({ page, camera }) => {
  test.setTimeout(180_000);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  await camera.obey('a');
  await page.goto('/');
  await tabTo(page, 'link', 'Sign up');
  await press('Enter');
  for (const [name, value] of [
    ['Username', account.username],
    ['Email', account.email],
    ['Password', account.password],
  ] as const) {
    await tabTo(page, 'textbox', name);
    await page.keyboard.type(value);
  }
  await press('Enter');
  await tabTo(page, 'checkbox', /I agree/);
  await press('Space');
  await tabTo(page, 'button', 'Agree and continue');
  await press('Enter');
  await tabTo(page, 'button', 'Turn on the camera');
  await press('Enter');
  await wizard.expectReview();
  await tabTo(page, 'button', 'Take again: front');
  await press('Enter');
  await expect(page.locator('[data-prompt=look-front]')).toBeVisible({ timeout: 30_000 });
  await wizard.expectReview();
  await tabTo(page, 'button', 'Create account');
  await press('Enter');
  await wizard.expectWelcome(account);
  await tabTo(page, 'link', 'Go to your dashboard');
  await press('Enter');
  await expectDashboard(page, account);
});

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
