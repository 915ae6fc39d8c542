import { LIVE_END_CODES, type LiveEndCode, type LiveMessage } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import type { Page } from '@playwright/test';
import { launchWithFakeCamera } from './support/fake-camera.js';
import { expect, test } from './support/fixtures.js';
import { LIVE_SOCKET, liveSessions, recognitions } from './support/live.js';
import {
  choosePassword,
  expectDashboard,
  FACE_LOG_IN_WITHIN_MS,
  fillPasswordForm,
  openLogIn,
  tabTo,
  turnTab,
} from './support/visitor.js';

const failed = (page: Page) => page.getByRole('alert').filter({ hasText: 'That did not work' });
const again = (page: Page) => page.getByRole('button', { name: 'Try again' });
const cannotThis = (page: Page) => page.getByRole('button', { name: 'I cannot do this' });

test('a film that plays on whatever is asked is refused and never compared; who then does what is asked is let in', async ({
  page,
  camera,
  accountOfA,
}) => {
  const answers = recognitions(page);
  const sessions = liveSessions(page);
  await camera.play('a-other-blink');
  await openLogIn(page);
  await expect(failed(page)).toBeVisible({ timeout: FACE_LOG_IN_WITHIN_MS });
  expect(answers).toEqual([]);
  expect(sessions.map(({ result }) => result?.live)).toEqual([false]);
  expect(await camera.isOn()).toBe(false);
  await camera.obey('a');
  await again(page).click();
  await expectDashboard(page, accountOfA);
  expect(answers).toEqual([200]);
});

test("a film in the browser's own camera is refused, and the password lets in", async ({
  playwright,
  launchOptions,
  server,
  accountOfA,
}) => {
  const browser = await launchWithFakeCamera(playwright, launchOptions);
  try {
    const page = await browser.newPage({ baseURL: server.url });
    const answers = recognitions(page);
    const sessions = liveSessions(page);
    await openLogIn(page);
    await expect(failed(page)).toBeVisible({ timeout: FACE_LOG_IN_WITHIN_MS });
    expect(answers).toEqual([]);
    expect(sessions[0]?.frames).toBeGreaterThan(3);
    await choosePassword(page);
    await fillPasswordForm(page, accountOfA);
    await expectDashboard(page, accountOfA);
  } finally {
    await browser.close();
  }
});

test('an empty room is asked for a face, told what was missing, and offered the password', async ({
  page,
  camera,
  accountOfA,
}) => {
  await camera.play('empty-room');
  await openLogIn(page);
  await expect(page.getByRole('status').filter({ hasText: 'Put your face in the oval' })).toBeVisible();
  await expect(failed(page)).toContainText('We lost sight of your face', { timeout: FACE_LOG_IN_WITHIN_MS });
  await choosePassword(page);
  await fillPasswordForm(page, accountOfA);
  await expectDashboard(page, accountOfA);
});

test('who cannot do a step gets a challenge without it', async ({ page, camera, accountOfA }) => {
  const sessions = liveSessions(page);
  await camera.play('a-front');
  await openLogIn(page);
  await cannotThis(page).click({ timeout: FACE_LOG_IN_WITHIN_MS });
  await expect.poll(() => sessions[1]?.steps[0], { timeout: FACE_LOG_IN_WITHIN_MS }).toBeDefined();
  const [first] = sessions[0]?.steps ?? [];
  expect(sessions[1]?.start?.without).toEqual([first]);
  await cannotThis(page).click();
  await expect.poll(() => sessions[2]?.steps[0], { timeout: FACE_LOG_IN_WITHIN_MS }).toBeDefined();
  const second = sessions[1]?.steps.at(-1);
  expect(sessions[2]?.start?.without).toEqual([first, second]);
  await expect(cannotThis(page), 'two are the most').toBeHidden();
  await camera.obey('a');
  await expectDashboard(page, accountOfA);
  const asked = sessions.slice(2).flatMap(({ steps }) => steps);
  expect(asked.filter((action) => action === first || action === second)).toEqual([]);
});

test('a step that failed can be left out of the next challenge', async ({ page, camera, accountOfA }) => {
  const sessions = liveSessions(page);
  await camera.play('a-front');
  await openLogIn(page);
  await expect(failed(page)).toBeVisible({ timeout: FACE_LOG_IN_WITHIN_MS });
  await camera.obey('a');
  await page.getByRole('button', { name: /^I cannot/ }).click();
  await expectDashboard(page, accountOfA);
  const step = sessions[0]?.steps.at(-1);
  expect(step).toBeDefined();
  expect(sessions[1]?.start?.without).toEqual([step]);
  expect(sessions[1]?.steps).not.toContain(step);
});

test('a connection that drops is made anew by itself, once', async ({ page, camera, accountOfA }) => {
  let connections = 0;
  await page.routeWebSocket(LIVE_SOCKET, (socket) => {
    connections += 1;
    const drops = connections === 1;
    const server = socket.connectToServer();
    server.onMessage((message) => {
      socket.send(message);
      if (drops && message.includes('"step"')) void socket.close();
    });
  });
  await camera.obey('a');
  await openLogIn(page);
  await expectDashboard(page, accountOfA);
  expect(connections).toBeGreaterThanOrEqual(2);
});

test('a connection that drops twice says so, and the person decides', async ({ page, camera, accountOfA }) => {
  let connections = 0;
  await page.routeWebSocket(LIVE_SOCKET, (socket) => {
    connections += 1;
    socket.onMessage(() => void socket.close());
  });
  await camera.obey('a');
  await openLogIn(page);
  await expect(failed(page)).toContainText('The connection dropped twice');
  expect(connections).toBe(2);
  await choosePassword(page);
  await fillPasswordForm(page, accountOfA);
  await expectDashboard(page, accountOfA);
});

test('where WebSocket is blocked the page says so, and takes the password', async ({ page, camera, accountOfA }) => {
  await page.routeWebSocket(LIVE_SOCKET, (socket) => void socket.close());
  await camera.obey('a');
  await openLogIn(page);
  await expect(failed(page)).toContainText('The live check cannot connect');
  expect(await camera.isOn()).toBe(false);
  await choosePassword(page);
  await fillPasswordForm(page, accountOfA);
  await expectDashboard(page, accountOfA);
});

test('however a session ends, there are words, another try, and the password', async ({ page, camera, accountOfA }) => {
  let code: LiveEndCode = 'BUSY';
  await page.routeWebSocket(LIVE_SOCKET, (socket) => {
    socket.onMessage(() => {
      const result: LiveMessage = { type: 'result', live: false, code, detail: '', retryAfterSeconds: 7 };
      socket.send(JSON.stringify(result));
    });
  });
  await camera.play('a-front');
  for (const next of LIVE_END_CODES) {
    code = next;
    if (await again(page).isVisible()) await again(page).click();
    else await openLogIn(page);
    await expect(failed(page), code).toContainText(/\w+ \w+.*\. Try again in 7 seconds\.$/);
    await expect(again(page)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Log in with password' })).toBeVisible();
  }
  await choosePassword(page);
  await fillPasswordForm(page, accountOfA);
  await expectDashboard(page, accountOfA);
});

test('a hidden tab sends nothing, and begins anew when it is shown', async ({ page, camera, accountOfA }) => {
  const sessions = liveSessions(page);
  await camera.play('a-front');
  await openLogIn(page);
  await expect(cannotThis(page)).toBeVisible({ timeout: FACE_LOG_IN_WITHIN_MS });
  await turnTab(page, true);
  await expect(page.getByText('Waiting for you to come back')).toBeVisible();
  const sent = sessions[0]?.frames ?? 0;
  expect(sent).toBeGreaterThan(3);
  await camera.obey('a');
  await page.waitForTimeout(500);
  expect(sessions[0]?.frames).toBe(sent);
  expect(sessions).toHaveLength(1);
  await turnTab(page, false);
  await expectDashboard(page, accountOfA);
  expect(sessions.length).toBeGreaterThanOrEqual(2);
});

test('the challenge can be passed and failed without a mouse', async ({ page, camera, accountOfA }) => {
  await camera.play('a-front');
  await page.goto('/');
  await tabTo(page, 'link', 'Log in');
  await page.keyboard.press('Enter');
  await expect(cannotThis(page)).toBeVisible({ timeout: FACE_LOG_IN_WITHIN_MS });
  await tabTo(page, 'button', 'I cannot do this');
  await page.keyboard.press('Enter');
  await expect(failed(page)).toBeVisible({ timeout: FACE_LOG_IN_WITHIN_MS });
  await camera.obey('a');
  await tabTo(page, 'button', 'Try again');
  await page.keyboard.press('Enter');
  await expectDashboard(page, accountOfA);
});

test('instructions are spoken when that is wished, and the wish is remembered', async ({ page, camera }) => {
  const spoken: string[] = [];
  await page.exposeFunction('heard', (text: string) => spoken.push(text));
  await page.addInitScript(() => {
    const { heard } = globalThis as unknown as { heard: (text: string) => void };
    speechSynthesis.speak = ({ text }) => heard(text);
  });
  await camera.play('empty-room');
  await openLogIn(page);
  await expect(page.getByText('Put your face in the oval')).toBeVisible();
  expect(spoken).toEqual([]);
  await page.getByRole('switch', { name: 'Spoken instructions' }).check();
  await expect.poll(() => spoken).toContain('Put your face in the oval');
  spoken.length = 0;
  await page.reload();
  await expect(page.getByRole('switch', { name: 'Spoken instructions' })).toBeChecked();
  await expect.poll(() => spoken).toContain('Put your face in the oval');
});

test('the API takes no picture without a token of the server, whatever a page says it saw', async ({ server }) => {
  const image = (await personA.otherFront.jpeg()).toString('base64');
  const codeOf = async (livenessToken?: string): Promise<unknown> => {
    const answer = await fetch(`${server.url}/api/user/facial/recognize`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ image, ...(livenessToken && { livenessToken }) }),
    });
    expect(answer.status).toBe(403);
    return ((await answer.json()) as { code: unknown }).code;
  };
  expect(await codeOf()).toBe('LIVENESS_REQUIRED');
  expect(await codeOf('blinked-honestly')).toBe('LIVENESS_INVALID');
});
