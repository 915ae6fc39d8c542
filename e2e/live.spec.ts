import { setTimeout } from 'node:timers/promises';
import { expect, test } from './support/fixtures.js';
import { LIVE_SOCKET, watchSessions } from './support/live.js';
import { LiveView } from './support/live-view.js';
import { expectFineLooks } from './support/looks.js';
import { enrol, newAccount } from './support/people.js';
import { addPasskey, keepCodes } from './support/second-factors.js';
import { operate } from './support/server.js';
import { logInWithPassword, tabTo, turnTab } from './support/visitor.js';
import { VirtualAuthenticator } from './support/virtual-authenticator.js';

const YOU = /^You$/;
const UNKNOWN = /^Unknown$/;

test.describe('person A', () => {
  test.beforeEach(async ({ camera, signedInA: _account }) => {
    await camera.play('a-front');
  });

  test('is told who is in the picture: they, a stranger, several, nobody; and the light goes out', async ({
    page,
    camera,
  }) => {
    test.setTimeout(180_000);
    const sessions = watchSessions(page);
    const live = new LiveView(page);
    await live.open();
    await live.expectOne(YOU);
    await expect(page.getByRole('status').filter({ hasText: 'In the picture: you' })).toBeAttached();
    await expect.poll(() => live.figure('framesPerS')).toBeGreaterThan(0);
    expect(await live.figure('delay')).toBeGreaterThan(0);
    expect(await live.figure('server')).toBeGreaterThan(0);

    await camera.play('b-front');
    await live.expectOne(UNKNOWN);

    await camera.play('group');
    await expect.poll(() => live.faces.count()).toBeGreaterThanOrEqual(2);
    await expectFineLooks(page, 'live-several');

    await camera.play('empty-room');
    await expect(live.faces).toHaveCount(0);
    await expect(page.getByRole('status').filter({ hasText: 'Nobody in the picture' })).toBeVisible();
    await expect.poll(() => live.drawn()).toBeNull();

    expect(await camera.isOn()).toBe(true);
    expect(sessions).toHaveLength(1);
    await page.getByRole('link', { name: 'Dashboard' }).click();
    await expect(live.title).toBeHidden();
    await expect.poll(() => camera.isOn()).toBe(false);
    await expect.poll(() => sessions[0]?.closed).toBe(true);
  });

  test('sees the box where the mirror shows the face', async ({ page }) => {
    const sessions = watchSessions(page);
    const live = new LiveView(page);
    await live.open();
    await live.expectOne(YOU);
    await expect(async () => {
      const drawn = await live.drawn();
      const box = sessions[0]?.answers.at(-1)?.faces[0]?.box;
      if (!drawn || !box) throw new Error('there is a face');
      // Frames are 600 × 450. The label may reach past the sides of the box, never past its lower edge.
      const middle = (drawn.left + drawn.right) / 2;
      expect(middle).toBeCloseTo(1 - (box.x + box.width / 2) / 600, 1);
      expect(drawn.bottom).toBeCloseTo((box.y + box.height) / 450, 1);
      expect(drawn.right - drawn.left).toBeCloseTo(box.width / 600, 1);
    }).toPass();
  });

  test('gets points of the face when that is wished, and only then', async ({ page }) => {
    const sessions = watchSessions(page);
    const live = new LiveView(page);
    await live.open();
    await live.expectOne(YOU);
    expect(sessions[0]?.answers.at(-1)?.faces[0]).not.toHaveProperty('landmarks');
    await live.landmarks.check();
    await expect.poll(() => sessions.at(-1)?.answers.at(-1)?.faces[0]?.landmarks?.length ?? 0).toBeGreaterThan(40);
    await live.expectOne(YOU);
    expect(sessions).toHaveLength(2);
    await live.landmarks.uncheck();
    await expect.poll(() => sessions.length).toBe(3);
  });

  test('on a slow line sees the present, not what is long over', async ({ page, camera }) => {
    test.setTimeout(120_000);
    const LINE_MS = 700;
    const sessions = watchSessions(page);
    // One frame after the other takes that long to the server, as on a line that is too narrow.
    await page.routeWebSocket(LIVE_SOCKET, (socket) => {
      const server = socket.connectToServer();
      const carry = async (before: Promise<void>, message: string | Buffer): Promise<void> => {
        await before;
        if (typeof message !== 'string') await setTimeout(LINE_MS);
        server.send(message);
      };
      let line = Promise.resolve();
      socket.onMessage((message) => {
        line = carry(line, message);
      });
    });
    const live = new LiveView(page);
    await live.open();
    await live.expectOne(YOU);
    await expect.poll(() => sessions[0]?.answers.length ?? 0, { timeout: 30_000 }).toBeGreaterThan(4);
    const first = await live.figure('delay');
    await expect.poll(() => sessions[0]?.answers.length ?? 0, { timeout: 60_000 }).toBeGreaterThan(20);
    expect(sessions[0]?.mostUnderWay).toBeLessThanOrEqual(2);
    expect(await live.figure('framesPerS')).toBeLessThan(2);
    // In twenty answers a queue would have grown to more than ten seconds.
    expect(await live.figure('delay')).toBeLessThan(first + LINE_MS * 3);
    await camera.play('empty-room');
    const before = sessions[0]?.answers.length ?? 0;
    await expect(live.faces).toHaveCount(0);
    expect((sessions[0]?.answers.length ?? 0) - before, 'answers until the face is gone').toBeLessThanOrEqual(6);
  });

  test('is not watched by a hidden tab, and again when it is shown', async ({ page }) => {
    const sessions = watchSessions(page);
    const live = new LiveView(page);
    await live.open();
    await live.expectOne(YOU);
    await turnTab(page, true);
    await expect(page.getByText('Waiting for you to come back')).toBeVisible();
    await expect(live.faces).toHaveCount(0);
    await expect.poll(() => sessions[0]?.closed).toBe(true);
    const sent = sessions[0]?.sent;
    await page.waitForTimeout(700);
    expect(sessions[0]?.sent).toBe(sent);
    expect(sessions).toHaveLength(1);
    await turnTab(page, false);
    await live.expectOne(YOU);
    expect(sessions).toHaveLength(2);
  });

  test('does not notice that the access token runs out', async ({ page }) => {
    let sessions = 0;
    const starts: string[] = [];
    await page.routeWebSocket(LIVE_SOCKET, (socket) => {
      sessions += 1;
      const expires = sessions === 1;
      let answers = 0;
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        if (typeof message === 'string') starts.push((JSON.parse(message) as { accessToken: string }).accessToken);
        server.send(message);
      });
      server.onMessage((message) => {
        socket.send(message);
        if (message.includes('recognition')) answers += 1;
        if (expires && answers === 3)
          socket.send(JSON.stringify({ type: 'result', live: false, code: 'TOKEN_EXPIRED', detail: 'Over.' }));
      });
    });
    let refreshed = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/api/auth/refresh')) refreshed += 1;
    });
    const live = new LiveView(page);
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      new MutationObserver(() => said.push(document.querySelector('main')?.textContent ?? '')).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    await live.open();
    await expect.poll(() => sessions).toBe(2);
    await live.expectOne(YOU);
    await expect.poll(() => starts.length).toBe(2);
    expect(starts[1]).not.toBe(starts[0]);
    expect(refreshed).toBe(1);
    const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((text) => /No answers|Not connected/.test(text))).toEqual([]);
  });

  test('is told that the connection dropped; it is tried again by itself, and at once when they say so', async ({
    page,
  }) => {
    let connections = 0;
    let down = false;
    let drop: (() => void) | undefined;
    await page.routeWebSocket(LIVE_SOCKET, (socket) => {
      connections += 1;
      drop = () => void socket.close();
      if (down) drop();
      else socket.connectToServer();
    });
    const live = new LiveView(page);
    await live.open();
    await live.expectOne(YOU);
    down = true;
    drop?.();
    await expect(live.lost).toContainText('The connection dropped');
    await expect(live.faces).toHaveCount(0);
    await expect(page.getByText(/^Trying again in \d+ second/)).toBeVisible();
    await expectFineLooks(page, 'live-lost');
    await expect.poll(() => connections).toBeGreaterThan(2);
    down = false;
    await live.tryNow.click();
    await live.expectOne(YOU);
    await expect(live.lost).toBeHidden();
  });

  test('is told that the server is busy, and for how long', async ({ page }) => {
    await page.routeWebSocket(LIVE_SOCKET, (socket) => {
      socket.onMessage(() =>
        socket.send(JSON.stringify({ type: 'result', live: false, code: 'BUSY', detail: '', retryAfterSeconds: 40 })),
      );
    });
    const live = new LiveView(page);
    await live.open();
    await expect(live.lost).toContainText('The server is busy');
    await expect(page.getByText(/^Trying again in (40|39|38) seconds/)).toBeVisible();
  });

  test('can do all of it without a mouse', async ({ page, camera }) => {
    const live = new LiveView(page);
    await tabTo(page, 'link', 'Live');
    await page.keyboard.press('Enter');
    await expect(live.title).toBeFocused();
    await tabTo(page, 'button', 'Turn on the camera');
    await page.keyboard.press('Enter');
    await live.expectOne(YOU);
    await tabTo(page, 'switch', 'Show points of each face');
    await page.keyboard.press('Space');
    await expect(live.landmarks).toBeChecked();
    await tabTo(page, 'button', 'Turn off the camera');
    await page.keyboard.press('Enter');
    await expect(live.turnOn).toBeVisible();
    expect(await camera.isOn()).toBe(false);
  });
});

test.describe('somebody else in the picture', () => {
  test.use({ serverKind: 'fresh' });

  test('is known without a name, to an operator with a second factor by name; and who is logged out watches no more', async ({
    page,
    camera,
    server,
  }) => {
    test.setTimeout(120_000);
    const [ada, ben] = [newAccount('ada'), newAccount('ben')];
    await enrol(server.url, 'a', ada);
    await enrol(server.url, 'b', ben);
    await camera.play('empty-room');
    await logInWithPassword(page, ada);
    await camera.play('b-front');
    const live = new LiveView(page);
    await live.open();
    await live.expectOne(/^Known$/);
    await operate(server, 'user', 'role', ada.username, 'operator');
    await page.reload();
    await expect(page.getByText('Operators need a second factor')).toBeVisible();
    await expectFineLooks(page, 'live-without-factor');
    await VirtualAuthenticator.plugIn(page);
    await page.getByRole('link', { name: 'To your second factors' }).click();
    await addPasskey(page, 'Laptop');
    await keepCodes(page);
    await live.open();
    await live.expectOne(new RegExp(`^${ben.username}$`));

    await operate(server, 'user', 'sign-out', ada.username);
    await expect(page.getByText('Your session was ended.')).toBeVisible();
    await expect(live.title).toBeHidden();
  });
});
