import { expect, test as base, type Page } from '@playwright/test';
import { launchWithFakeCamera } from './support/fake-camera.js';
import { TestCamera } from './support/test-camera.js';

const BLANK = 'http://localhost/blank';

/** The camera alone, on an empty page of a secure origin: no product is needed. */
const test = base.extend<{ camera: TestCamera }>({
  camera: async ({ page }, use) => {
    await page.route(BLANK, (route) => route.fulfill({ contentType: 'text/html', body: '<div id="ask"></div>' }));
    const camera = await TestCamera.install(page);
    await page.goto(BLANK);
    await use(camera);
  },
});

async function open(page: Page): Promise<string> {
  return page.evaluate(async () => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true });
      const video = document.createElement('video');
      video.srcObject = stream;
      document.body.append(video);
      await video.play();
      return `${video.videoWidth}x${video.videoHeight}`;
    } catch (error) {
      return (error as DOMException).name;
    }
  });
}

/** Mean red, green and blue of what the page sees now. */
async function seen(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const canvas = new OffscreenCanvas(16, 12);
    const pen = canvas.getContext('2d');
    const video = document.querySelector('video');
    if (!pen || !video) throw new Error('the camera is open');
    pen.drawImage(video, 0, 0, 16, 12);
    const { data } = pen.getImageData(0, 0, 16, 12);
    const sums = [0, 0, 0];
    data.forEach((level, index) => {
      if (index % 4 < 3) sums[index % 4] = (sums[index % 4] ?? 0) + level;
    });
    return sums.map((sum) => sum / (data.length / 4));
  });
}

const isBlue = async (page: Page) => {
  const [red = 0, , blue = 0] = await seen(page);
  return blue > red + 40;
};

test('streams footage of the person that it was told to play', async ({ page, camera }) => {
  await camera.play('b-front');
  expect(await open(page)).toBe('640x480');
  await expect.poll(() => isBlue(page)).toBe(true);
  await camera.play('a-front');
  await expect.poll(() => isBlue(page)).toBe(false);
});

test('moves while it plays', async ({ page, camera }) => {
  await camera.play('a-left');
  await open(page);
  const first = await seen(page);
  await expect.poll(() => seen(page)).not.toEqual(first);
});

test('its light goes out when the track is stopped, and not before', async ({ page, camera }) => {
  expect(await camera.isOn()).toBe(false);
  await open(page);
  expect(await camera.isOn()).toBe(true);
  await page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject as MediaStream;
    for (const track of stream.getTracks()) track.stop();
  });
  expect(await camera.isOn()).toBe(false);
});

test('does what the page asks', async ({ page, camera }) => {
  await camera.obey('a');
  await open(page);
  for (const [prompt, stretch] of [
    ['turn-left', 'a-to-left'],
    ['turn-right', 'a-to-right'],
    ['blink', 'a-blink'],
    ['look-front', 'a-front'],
  ] as const) {
    await page.locator('#ask').evaluate((element, value) => element.setAttribute('data-prompt', value), prompt);
    await expect.poll(() => camera.playing()).toBe(stretch);
  }
});

test('plays on after a reload', async ({ page, camera }) => {
  await camera.play('b-front');
  await page.reload();
  await open(page);
  await expect.poll(() => isBlue(page)).toBe(true);
});

for (const [failure, name] of [
  ['denied', 'NotAllowedError'],
  ['dismissed', 'NotAllowedError'],
  ['none', 'NotFoundError'],
  ['in-use', 'NotReadableError'],
] as const) {
  test(`fails as a browser's camera does: ${failure}`, async ({ page, camera }) => {
    await camera.fail(failure);
    expect(await open(page)).toBe(name);
    await camera.fail(undefined);
    expect(await open(page)).toBe('640x480');
  });
}

test("Chromium's own fake camera plays the clip", async ({ playwright, launchOptions }) => {
  const browser = await launchWithFakeCamera(playwright, launchOptions);
  try {
    const page = await browser.newPage();
    await page.route(BLANK, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto(BLANK);
    expect(await open(page)).toBe('640x480');
    const first = await seen(page);
    expect(first.every((level) => level > 40)).toBe(true);
    await expect.poll(() => seen(page)).not.toEqual(first);
  } finally {
    await browser.close();
  }
});
