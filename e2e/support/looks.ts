import { expect, type Page } from '@playwright/test';
import { join } from 'node:path';
import { expectNoGraveFault } from './accessibility.js';

const FOLDER = join(import.meta.dirname, '../.cache/screenshots');
export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };

interface Look {
  size: string;
  colorScheme: 'light' | 'dark';
}

/** The page at both sizes and in both themes, one after the other. */
export async function* everyLook(page: Page): AsyncGenerator<Look> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      yield { size, colorScheme };
    }
  }
}

/** axe in every look, and that nothing is wider than a phone. With `FACEGATE_SCREENSHOTS`, a picture of each. */
export async function expectFineLooks(page: Page, name: string): Promise<void> {
  for await (const { size, colorScheme } of everyLook(page)) {
    await expectNoGraveFault(page, `${name}, ${size}, ${colorScheme}`);
    await expectNoSidewaysScrolling(page, `${name}, ${size}`);
    if (process.env['FACEGATE_SCREENSHOTS']) {
      await page.screenshot({ path: join(FOLDER, `${name}-${size}-${colorScheme}.png`), fullPage: true });
    }
  }
}

async function expectNoSidewaysScrolling(page: Page, where: string): Promise<void> {
  const overhangPx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overhangPx, where).toBeLessThanOrEqual(0);
}
