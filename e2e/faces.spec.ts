import type { AddFaceRequest } from '@facegate/contracts';
import { emptyRoom, personA, personB } from '@facegate/test-footage';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { enrolledFaces, enterRoom, storedFaces } from './support/faces-room.js';
import { expect, test } from './support/fixtures.js';
import { handOver, jpegFile } from './support/given-files.js';
import { liveSessions } from './support/live.js';
import { expectFineLooks } from './support/looks.js';
import type { Account } from './support/people.js';
import { expectDashboard, logOut, openLogIn, tabTo } from './support/visitor.js';

// Person A signed up with files: what they show counts for log-in only after a live check.
test.use({ serverKind: 'fresh', settings: { FACEGATE_UPLOADS: 'checked' } });

let account: Account;

test.beforeEach(({ signedInA }) => {
  account = signedInA;
});

const row = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: 'Added pictures' }).getByRole('listitem').filter({ hasText: name }).first();

test('files are dropped, each with its stages and its verdict', async ({ page, server }) => {
  test.setTimeout(150_000);
  await enterRoom(page);
  await expect(enrolledFaces(page)).toHaveCount(3);
  // The same one twice when the server asks for another try, since it was adding another one.
  const sent = new Set<string>();
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/api/me/faces')) return;
    sent.add((request.postDataJSON() as AddFaceRequest).data);
  });
  await handOver(
    page.getByText('Drop pictures of you here'),
    [
      await jpegFile('me-again.jpg', personA.otherFront),
      await jpegFile('me-left.jpg', personA.otherLeft),
      await jpegFile('somebody.jpg', personB.front),
      await jpegFile('room.jpg', emptyRoom),
      { name: 'notes.txt', type: 'text/plain', base64: btoa('no picture') },
      { name: 'broken.jpg', type: 'image/jpeg', base64: btoa('no picture either') },
      { name: 'huge.jpg', type: 'image/jpeg', base64: Buffer.alloc(9 * 1024 * 1024).toString('base64') },
    ],
    'drop',
  );
  await expect(row(page, 'me-again.jpg')).toContainText('Added as a picture: front.');
  await expect(row(page, 'me-left.jpg')).toContainText('Added as a picture: left.');
  await expect(row(page, 'somebody.jpg')).toContainText('somebody else');
  await expect(row(page, 'room.jpg')).toContainText('We found no face');
  await expect(row(page, 'notes.txt')).toContainText('not a picture we can read');
  await expect(row(page, 'broken.jpg')).toContainText('not a picture we can read');
  await expect(row(page, 'huge.jpg')).toContainText('too large');
  // What this page can tell by itself is not sent.
  expect(sent.size).toBe(4);

  const stages = (name: string) => row(page, name).getByRole('listitem');
  await expect(stages('me-again.jpg')).toHaveText([/: done$/, /: done$/, /: done$/, /: done$/, /: done$/]);
  await expect(stages('somebody.jpg')).toHaveText([
    'Valid picture: done',
    'Face found: done',
    'Encoded: done',
    'Saved: failed',
    'Index updated: not yet',
  ]);
  await expect(stages('room.jpg').nth(1)).toHaveText('Face found: failed');
  await expect(stages('notes.txt').first()).toHaveText('Valid picture: failed');
  await expect(page.getByRole('log')).toContainText('somebody.jpg: This picture seems to show somebody else');
  await expect(enrolledFaces(page)).toHaveCount(5);
  expect(await storedFaces(server.url, account)).toEqual(expect.arrayContaining(['front', 'left', 'right']));
  expect(await storedFaces(server.url, account)).toHaveLength(5);
  await expectFineLooks(page, 'faces-verdicts');
});

test('a picture is pasted; a busy server is waited for; a lost connection offers another try', async ({ page }) => {
  await enterRoom(page);
  let answers = 0;
  await page.route('**/api/me/faces', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    answers += 1;
    const problem = { status: 503, contentType: 'application/problem+json', body: '{"code":"BUSY"}' };
    if (answers <= 3) return route.fulfill({ ...problem, headers: { 'Retry-After': '1' } });
    if (answers === 4) return route.abort('connectionreset');
    return route.fallback();
  });
  await handOver(page.locator('body'), [await jpegFile('pasted.jpg', personA.otherFront)], 'paste');
  await expect(page.getByText('The server is busy. We go on in a moment.')).toBeVisible();
  await expect(row(page, 'pasted.jpg')).toContainText('cannot be reached', { timeout: 30_000 });
  await row(page, 'pasted.jpg').getByRole('button', { name: 'Try again' }).click();
  await expect(row(page, 'pasted.jpg')).toContainText('Added as a picture: front.');
  await expect(enrolledFaces(page)).toHaveCount(4);
});

test('the picture of a phone is turned upright and made smaller here; one of too many pixels stays here', async ({
  page,
}) => {
  await enterRoom(page);
  // 12 MP, stored on its side, as a phone does it; and 144 MP in some kilobytes.
  const large = sharp(await personA.otherFront.jpeg()).resize(4032, 3024);
  const onItsSide = await sharp(await large.toBuffer())
    .rotate(270)
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 90 })
    .toBuffer();
  const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'black' } })
    .png()
    .toBuffer();
  const sending = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/me/faces'));
  await handOver(
    page.getByText('Drop pictures of you here'),
    [
      { name: 'bomb.png', type: 'image/png', base64: bomb.toString('base64') },
      { name: 'phone.jpg', type: 'image/jpeg', base64: onItsSide.toString('base64') },
    ],
    'drop',
  );
  await expect(row(page, 'phone.jpg')).toContainText('Added as a picture: front.', { timeout: 30_000 });
  await expect(row(page, 'bomb.png')).toContainText('too large');
  const { data } = (await sending).postDataJSON() as { data: string };
  const sent = await sharp(Buffer.from(data.replace(/^[^,]*,/, ''), 'base64')).metadata();
  expect(sent).toMatchObject({ format: 'jpeg', width: 1280, height: 960 });
  expect([sent.orientation, sent.exif]).toEqual([undefined, undefined]);
});

test('an account made from files waits for a live check, which turns on log-in by face', async ({
  page,
  camera,
  server,
}) => {
  test.setTimeout(180_000);
  await expect(page.getByText('Log-in by face is waiting for one live check')).toBeVisible();
  await page.getByRole('link', { name: 'Do the live check' }).click();
  const pending = page.getByRole('region', { name: 'Log-in by face is waiting' });
  await expect(pending).toBeVisible();
  await expect(page.getByText('Picture only', { exact: true })).toHaveCount(3);
  await expectFineLooks(page, 'faces-pending');
  await camera.obey('a');
  await pending.getByRole('button', { name: 'Do the live check' }).click();
  await expect(pending).toBeHidden({ timeout: 60_000 });
  expect(await camera.isOn()).toBe(false);
  await expect(page.getByText('Used for log-in', { exact: true })).toHaveCount(3);
  await expect(page.getByText('Picture only', { exact: true })).toHaveCount(3);
  await expect(enrolledFaces(page)).toHaveCount(6);
  expect(await storedFaces(server.url, account)).toHaveLength(6);
  await logOut(page);
  await openLogIn(page);
  await expectDashboard(page, account);
});

test.describe('with log-in by face', () => {
  test.use({ settings: { FACEGATE_UPLOADS: 'trusted' } });

  test('the camera takes the angle that was chosen, in one live session, and log-in uses it', async ({
    page,
    camera,
    server,
  }) => {
    test.setTimeout(180_000);
    const sessions = liveSessions(page);
    await enterRoom(page);
    await expectFineLooks(page, 'faces');
    await camera.obey('a');
    await expect(page.getByRole('radio', { name: 'Up' }), 'the first that is missing').toBeChecked();
    await page.getByRole('radio', { name: 'Left' }).check();
    await page.getByRole('button', { name: 'Turn on the camera' }).click();
    await expect(row(page, 'Left')).toContainText('Added and used for log-in: left.', { timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Turn on the camera' })).toBeVisible();
    expect(await camera.isOn()).toBe(false);
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.start).toMatchObject({ purpose: 'add-face', pose: 'left' });
    await expect(enrolledFaces(page)).toHaveCount(4);
    await expect(page.getByText('Used for log-in', { exact: true })).toHaveCount(4);
    expect(await storedFaces(server.url, account)).toHaveLength(4);
  });

  test('somebody else before the camera is not added, and the picture can be taken again', async ({ page, camera }) => {
    test.setTimeout(180_000);
    await enterRoom(page);
    await camera.obey('b');
    await page.getByRole('radio', { name: 'Left' }).check();
    await page.getByRole('button', { name: 'Turn on the camera' }).click();
    await expect(row(page, 'Left')).toContainText('somebody else', { timeout: 60_000 });
    await camera.obey('a');
    await row(page, 'Left').getByRole('button', { name: 'Take again: left' }).click();
    await expect(row(page, 'Left')).toContainText('Added and used for log-in: left.', { timeout: 60_000 });
    await expect(enrolledFaces(page)).toHaveCount(4);
  });
});

test('by keyboard alone: choose a file, delete a face, take it back', async ({ page }) => {
  await enterRoom(page);
  const choosing = page.waitForEvent('filechooser');
  await tabTo(page, 'button', 'Choose files');
  await page.keyboard.press('Enter');
  await (
    await choosing
  ).setFiles({
    name: 'me.jpg',
    mimeType: 'image/jpeg',
    buffer: await personA.otherFront.jpeg(),
  });
  await expect(row(page, 'me.jpg')).toContainText('Added as a picture: front.');
  await tabTo(page, 'button', /^Take me\.jpg off/);
  await page.keyboard.press('Enter');
  await expect(row(page, 'me.jpg')).toBeHidden();
  await tabTo(page, 'button', /^Delete left face/);
  await page.keyboard.press('Enter');
  await expect(enrolledFaces(page)).toHaveCount(3);
  await page.keyboard.press('Enter');
  await expect(enrolledFaces(page)).toHaveCount(4);
});

test.describe('on a server that keeps no pictures', () => {
  test.use({ settings: { FACEGATE_KEEP_IMAGES: 'false' } });

  test('the room says so', async ({ page }) => {
    await enterRoom(page);
    await expect(page.getByText('The picture itself was not kept')).toHaveCount(3);
    await expect(page.getByText('This server does not keep the pictures')).toBeVisible();
    await expectFineLooks(page, 'faces-not-kept');
  });
});
