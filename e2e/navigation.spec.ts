import { expect, test } from './support/fixtures.js';

/** A small phone, phones, a tablet both ways, laptops. */
const WIDTHS = [360, 390, 768, 991, 992, 1024, 1240, 1440];

test('the rooms are reached at every width, their names in full, in both languages', async ({
  page,
  signedInA: _account,
}) => {
  for (const language of ['en', 'de']) {
    await page.evaluate((wanted) => localStorage.setItem('facegate.language', wanted), language);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.getByRole('navigation').getByRole('link').first()).toBeVisible();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const faults = await page.evaluate(() => {
        const items = [...document.querySelectorAll('nav li')];
        const cut = items.filter((item) => {
          const [room, words] = [item, item.querySelector('span')].map((part) => part?.getBoundingClientRect());
          return !room || !words || words.left < room.left || words.right > room.right || room.height < 44;
        });
        const overhang = document.documentElement.scrollWidth - window.innerWidth;
        return [...cut.map((item) => item.textContent), ...(overhang > 0 ? [`${overhang} px too wide`] : [])];
      });
      expect.soft(faults, `${language}, ${width} px`).toEqual([]);
    }
  }
});

test('a room that is first asked for without a connection comes with the connection', async ({
  page,
  context,
  signedInA: accountOfA,
}) => {
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Live', exact: true }).click();
  await expect(page.getByText('You are offline.')).toBeVisible();
  await expect(page).toHaveURL(/\/live$/);
  await expect(page.getByRole('heading', { name: `Hello, ${accountOfA.username}` })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: 'Live view' })).toBeVisible();
});
