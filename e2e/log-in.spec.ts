import { PROBLEM_MEDIA_TYPE, type RecognizeFacialRequest } from '@facegate/contracts';
import { expect, test } from './support/fixtures.js';
import { liveSessions, recognitions } from './support/live.js';
import { enrol, newAccount } from './support/people.js';
import {
  choosePassword,
  expectAfterLiveSession,
  expectDashboard,
  FACE_LOG_IN_WITHIN_MS,
  fillPasswordForm,
  openLogIn,
} from './support/visitor.js';

test.describe('enrolled on another occasion', () => {
  test.use({ serverKind: 'fresh' });

  test('person A does what is asked and is let in, and the camera goes off', async ({ page, camera, server }) => {
    const account = newAccount('ada');
    await enrol(server.url, 'a-other', account);
    const answers = recognitions(page);
    await camera.obey('a');
    // Two steps at least, and a blink comes once: a movement is asked for, and the ring says how far is enough.
    const marked = page.locator('[data-mark]').waitFor({ timeout: FACE_LOG_IN_WITHIN_MS });
    await openLogIn(page);
    await marked;
    await expectDashboard(page, account);
    expect(answers).toEqual([200]);
    expect(await camera.isOn()).toBe(false);
  });
});

test('person B does what is asked and is refused, tries again, and is offered the password', async ({
  page,
  camera,
}) => {
  const answers = recognitions(page);
  await camera.obey('b');
  await openLogIn(page);
  const refused = page.getByText('We did not recognise you');
  await expectAfterLiveSession(refused);
  expect(answers).toEqual([401]);
  expect(await camera.isOn()).toBe(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(refused).toBeHidden();
  await expectAfterLiveSession(refused);
  expect(answers).toEqual([401, 401]);
  await choosePassword(page);
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible();
});

test('log-in sends the proof of the session and no picture', async ({ page, camera, accountOfA }) => {
  const sessions = liveSessions(page);
  const recognizing = page.waitForRequest('**/api/user/facial/recognize');
  await camera.obey('a');
  await openLogIn(page);
  const sent = (await recognizing).postDataJSON() as RecognizeFacialRequest;
  await expectDashboard(page, accountOfA);
  const [session] = sessions;
  expect(session?.start).toMatchObject({ purpose: 'sign-in' });
  expect(sent).toEqual({
    livenessToken: session?.result?.live && session.result.livenessToken,
    nonce: session?.start?.nonce,
  });
});

test('a line that drops after the live check costs no other check: the same proof is sent again', async ({
  page,
  camera,
  accountOfA,
}) => {
  const sessions = liveSessions(page);
  await page.route('**/api/user/facial/recognize', (route) => route.abort('connectionreset'), { times: 1 });
  await camera.obey('a');
  await openLogIn(page);
  await expectAfterLiveSession(page.getByText('The server cannot be reached'));
  expect(await camera.isOn()).toBe(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectDashboard(page, accountOfA);
  expect(sessions).toHaveLength(1);
});

test('two people in front of the camera are asked to be one', async ({ page, camera }) => {
  const answers = recognitions(page);
  await camera.play('group');
  await openLogIn(page);
  await expect(page.getByText('Only one face, please').first()).toBeVisible({ timeout: FACE_LOG_IN_WITHIN_MS });
  expect(answers).toEqual([]);
});

test('a password lets person A in', async ({ camera, signedInA: _account }) => {
  expect(await camera.isOn()).toBe(false);
});

test('the email does as well as the username', async ({ page, camera, accountOfA }) => {
  await camera.play('empty-room');
  await openLogIn(page);
  await choosePassword(page);
  await fillPasswordForm(page, { ...accountOfA, username: accountOfA.email });
  await expectDashboard(page, accountOfA);
});

test('a wrong password and an unknown name are refused in the same words', async ({ page, camera, accountOfA }) => {
  await camera.play('empty-room');
  await openLogIn(page);
  await choosePassword(page);
  const wrong = page.getByText('Username or password is wrong');
  await fillPasswordForm(page, { ...accountOfA, password: 'not this one at all' });
  await expect(wrong).toBeVisible();
  await page.reload();
  await choosePassword(page);
  await fillPasswordForm(page, { ...accountOfA, username: 'nobody-of-that-name' });
  await expect(wrong).toBeVisible();
});

test('after five wrong passwords the page counts the wait down, for that name only', async ({ page, camera }) => {
  await camera.play('empty-room');
  await openLogIn(page);
  await choosePassword(page);
  const submit = page.getByRole('button', { name: 'Log in', exact: true });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await fillPasswordForm(page, { username: 'guessed.at', password: `wrong ${attempt}` });
    await expect(page.getByText('Username or password is wrong')).toBeVisible();
  }
  await fillPasswordForm(page, { username: 'guessed.at', password: 'wrong again' });
  await expect(page.getByText('Too many attempts')).toBeVisible();
  await expect(page.getByRole('timer')).toHaveText(/^You can try again in 0:[0-2]\d\.$/);
  await expect(submit).toBeDisabled();
  await page.getByRole('textbox', { name: 'Username' }).fill('somebody.else');
  await expect(page.getByRole('timer')).toBeHidden();
  await expect(submit).toBeEnabled();
});

test('a face that has to wait is told for how long, and offered the password', async ({ page, camera, accountOfA }) => {
  await page.route('**/api/user/facial/recognize', (route) =>
    route.fulfill({
      status: 429,
      contentType: PROBLEM_MEDIA_TYPE,
      headers: { 'Retry-After': '15' },
      json: {
        type: 'about:blank',
        title: 'x',
        status: 429,
        code: 'TOO_MANY_ATTEMPTS',
        detail: 'x',
        fallback: 'password',
      },
    }),
  );
  await camera.obey('a');
  await openLogIn(page);
  const timer = page.getByRole('timer');
  await expectAfterLiveSession(timer);
  await expect(timer).toHaveText(/^You can try again in 0:[01]\d\.$/);
  const again = page.getByRole('button', { name: 'Try again' });
  await expect(again).toBeDisabled();
  await expect(again).toBeEnabled({ timeout: 20_000 });
  await expect(timer).toBeHidden();
  await choosePassword(page);
  await fillPasswordForm(page, accountOfA);
  await expectDashboard(page, accountOfA);
});
