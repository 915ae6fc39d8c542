import type { Page } from '@playwright/test';
import { launchWithFakeCamera } from './support/fake-camera.js';
import { expect, test } from './support/fixtures.js';
import {
  choosePassword,
  expectDashboard,
  FACE_LOG_IN_WITHIN_MS,
  fillPasswordForm,
  logInWithPassword,
  openLogIn,
} from './support/visitor.js';

/** Statuses of the answers to `recognize`, as they come. */
function recognitions(page: Page): number[] {
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/api/user/facial/recognize')) statuses.push(response.status());
  });
  return statuses;
}

test('person A logs in on another occasion, and the camera goes off', async ({ page, camera, accountOfA }) => {
  await camera.play('a-other-blink');
  await openLogIn(page);
  await expectDashboard(page, accountOfA);
  expect(await camera.isOn()).toBe(false);
});

test('person B is refused, tries again, and is offered the password', async ({ page, camera }) => {
  const answers = recognitions(page);
  await camera.obey('b');
  await openLogIn(page);
  await expect(page.getByText('We did not recognise you')).toBeVisible({ timeout: FACE_LOG_IN_WITHIN_MS });
  expect(answers).toEqual([401]);
  expect(await camera.isOn()).toBe(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => answers, { timeout: FACE_LOG_IN_WITHIN_MS }).toEqual([401, 401]);
  await choosePassword(page);
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible();
});

test('person A who never blinks is never compared, told so, and offered the password', async ({
  page,
  camera,
  accountOfA,
}) => {
  const answers = recognitions(page);
  await camera.play('a-front');
  await openLogIn(page);
  await expect(page.getByRole('status').filter({ hasText: 'Blink once' })).toBeVisible({
    timeout: FACE_LOG_IN_WITHIN_MS,
  });
  await expect(page.getByText('We did not see a blink')).toBeVisible({ timeout: FACE_LOG_IN_WITHIN_MS });
  expect(answers).toEqual([]);
  await choosePassword(page);
  await fillPasswordForm(page, accountOfA);
  await expectDashboard(page, accountOfA);
});

test('two people in front of the camera are asked to be one', async ({ page, camera }) => {
  const answers = recognitions(page);
  await camera.play('two-people');
  await openLogIn(page);
  await expect(page.getByText('Only one face, please').first()).toBeVisible({ timeout: FACE_LOG_IN_WITHIN_MS });
  expect(answers).toEqual([]);
});

test('a password lets person A in', async ({ page, camera, accountOfA }) => {
  await camera.play('empty-room');
  await logInWithPassword(page, accountOfA);
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

test("person A logs in through the browser's own camera", async ({ playwright, launchOptions, server, accountOfA }) => {
  const browser = await launchWithFakeCamera(playwright, launchOptions);
  try {
    const page = await browser.newPage({ baseURL: server.url });
    await openLogIn(page);
    await expectDashboard(page, accountOfA);
  } finally {
    await browser.close();
  }
});
