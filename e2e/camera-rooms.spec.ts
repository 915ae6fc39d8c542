import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { watchSessions } from './support/live.js';
import { LiveView } from './support/live-view.js';
import { expectFineLooks } from './support/looks.js';
import { tabTo } from './support/visitor.js';

interface Room {
  name: 'verify' | 'live';
  /** To the picture of the camera. */
  open: (page: Page) => Promise<void>;
  /** Waits until the room knows person A by what the camera sees. */
  expectA: (page: Page) => Promise<void>;
}

const ROOMS: readonly Room[] = [
  {
    name: 'verify',
    open: async (page) => {
      await page.getByRole('link', { name: 'Verify' }).click();
      await page.getByRole('button', { name: 'Use the camera' }).click();
    },
    expectA: async (page) => {
      // What the camera was told to show takes a moment to be in the picture.
      await page.waitForTimeout(500);
      await page.getByRole('button', { name: 'Take picture' }).click();
      await expect(page.getByRole('heading', { name: /^Yes/ })).toBeVisible({ timeout: 60_000 });
    },
  },
  {
    name: 'live',
    open: (page) => new LiveView(page).open(),
    expectA: (page) => new LiveView(page).expectOne(/^You$/),
  },
];

const preview = (page: Page) => page.getByLabel('Camera preview');
const again = (page: Page) => page.getByRole('button', { name: 'Try again' });
const choice = (page: Page) => page.getByRole('combobox', { name: 'Camera' });

for (const { name, open, expectA } of ROOMS) {
  test.describe(`the camera of ${name}`, () => {
    test.beforeEach(async ({ page, signedInA: _account }) => {
      await open(page);
      await expect(preview(page)).toBeVisible();
    });

    test('can be chosen once there are several', async ({ page, camera }) => {
      await expect(choice(page)).toBeHidden();
      await camera.plug('Desk camera', 'a-front');
      await expect(choice(page)).toBeVisible();
      await expectFineLooks(page, `${name}-camera`);
      await choice(page).selectOption('Desk camera');
      await expectA(page);
    });

    test('that is unplugged is said to be, and another one goes on', async ({ page, camera }) => {
      await camera.unplug();
      await expect(page.getByText('The camera went away')).toBeVisible();
      expect(await camera.isOn()).toBe(false);
      await again(page).click();
      await expect(page.getByText('No camera found')).toBeVisible();
      await camera.plug('Desk camera', 'a-front');
      await again(page).click();
      await expectA(page);
    });

    test('whose permission is taken back goes out, and on when it is given again', async ({ page, camera }) => {
      await camera.fail('denied');
      await expect(page.getByText('The camera is blocked for this page')).toBeVisible();
      expect(await camera.isOn()).toBe(false);
      await camera.fail(undefined);
      await camera.play('a-front');
      await again(page).click();
      await expectA(page);
    });

    test('that another program takes for a while is waited for', async ({ page, camera }) => {
      await camera.mute(true);
      const notice = page.getByRole('status').filter({ hasText: 'The camera gives no picture just now' });
      await expect(notice).toBeVisible();
      await camera.play('a-front');
      await camera.mute(false);
      await expect(notice).toBeHidden();
      await expectA(page);
    });

    test('can be turned as a phone is', async ({ page, camera }) => {
      await camera.turn(true);
      await expect.poll(() => preview(page).evaluate((video: HTMLVideoElement) => video.videoHeight)).toBe(640);
      await camera.play('a-front');
      await expectA(page);
    });
  });
}

test('the overlay of the live view turns with the picture, and its boxes still fit', async ({
  page,
  camera,
  signedInA: _account,
}) => {
  await camera.play('a-front');
  const sessions = watchSessions(page);
  const live = new LiveView(page);
  await live.open();
  for (const [upright, width, height] of [
    [false, 600, 450],
    [true, 450, 600],
    [false, 600, 450],
  ] as const) {
    await camera.turn(upright);
    await expect(async () => {
      const shape = await live.overlay.boundingBox();
      expect((shape?.width ?? 0) / (shape?.height ?? 1)).toBeCloseTo(width / height, 2);
      const drawn = await live.drawn();
      const box = sessions[0]?.answers.at(-1)?.faces[0]?.box;
      if (!drawn || !box) throw new Error('there is a face');
      expect((drawn.left + drawn.right) / 2).toBeCloseTo(1 - (box.x + box.width / 2) / width, 1);
      expect(drawn.bottom).toBeCloseTo((box.y + box.height) / height, 1);
      expect(drawn.right - drawn.left).toBeCloseTo(box.width / width, 1);
    }).toPass({ timeout: 20_000 });
  }
  expect(sessions).toHaveLength(1);
});

test('person A can be compared by camera without a mouse, and the camera turned off', async ({
  page,
  camera,
  signedInA: _account,
}) => {
  await tabTo(page, 'link', 'Verify');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Is this me?' })).toBeFocused();
  await tabTo(page, 'button', 'Use the camera');
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', 'Stop the camera');
  await page.keyboard.press('Enter');
  await expect(preview(page)).toBeHidden();
  expect(await camera.isOn()).toBe(false);
  await camera.play('a-front');
  await tabTo(page, 'button', 'Use the camera');
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', 'Take picture');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Yes/ })).toBeVisible({ timeout: 60_000 });
  expect(await camera.isOn()).toBe(false);
});
