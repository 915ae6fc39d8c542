import { PROBLEM_MEDIA_TYPE, type StoreFacialRequest } from '@facegate/contracts';
import { createHash } from 'node:crypto';
import { expect, test } from './support/fixtures.js';
import { LIVE_SOCKET, liveSessions } from './support/live.js';
import { expectFineLooks } from './support/looks.js';
import { enrol, newAccount } from './support/people.js';
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
