import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const GRAVE = new Set(['serious', 'critical']);

/** No fade takes longer. */
const SETTLES_WITHIN_MS = 3000;

/** Contrast is judged on what is painted: colours that still fade in would be judged half way. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async (withinMs) => {
    const finished = document
      .getAnimations()
      // What turns or pulses for ever never is finished.
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
      .map((animation) => animation.finished.catch(() => undefined));
    const late = new Promise((resolve) => {
      setTimeout(resolve, withinMs);
    });
    await Promise.race([Promise.all(finished), late]);
  }, SETTLES_WITHIN_MS);
}

/** Fails the test at its end: one run names the faults of every page. */
export async function expectNoGraveFault(page: Page, where: string): Promise<void> {
  await settled(page);
  // All of it in this page: the other mode opens a tab for its last step, and this one may stay in the background.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const grave = violations
    .filter(({ impact }) => GRAVE.has(impact ?? ''))
    .map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`) }));
  expect.soft(grave, where).toEqual([]);
}
