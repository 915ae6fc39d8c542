import { expect, test } from './support/fixtures.js';
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
test('look', async ({ page, accountOfA }) => {
  test.setTimeout(300_000);
  const errors: string[] = [];
  page.on('console', (m) => {
    if (['error', 'warning'].includes(m.type())) errors.push(m.text());
  });
  page.on('pageerror', (e) => errors.push(String(e)));
  const answer = await page.request.post('/api/auth/login', {
    data: { username: accountOfA.username, password: accountOfA.password },
  });
  expect(answer.status()).toBe(200);
  for (const [size, viewport] of Object.entries(SIZES))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      const shoot = async (n: string) => {
        await page.waitForTimeout(700);
        await page.screenshot({ path: `e2e/.cache/look/${size}-${colorScheme}-${n}.png`, fullPage: true });
      };
      await page.goto('/insights');
      await page
        .getByRole('img', { name: /Over time/ })
        .waitFor({ timeout: 20000 })
        .catch((e) => console.log(String(e)));
      await shoot('weather');
      if (colorScheme === 'light') {
        await page.goto('/insights?in.location=Seattle&in.weather=snow&min.temp_max=2&from=2012-01-01&show=sum');
        await shoot('filtered');
        await page.goto('/insights?min.wind=1000');
        await shoot('nothing');
        await page.goto('/insights?data=own&by=city');
        await shoot('own');
        await page
          .getByLabel('Choose a CSV file')
          .last()
          .setInputFiles({
            name: 'sales.csv',
            mimeType: 'text/csv',
            buffer: Buffer.from(
              'day;city;price\n01.02.2024;Oslo;1,5\n02.02.2024;Rome;2,5\n03.02.2024;Rome;oops\n04.02.2024;Oslo\n05.02.2024;Oslo;3\n06.02.2024;Oslo;3\n30.02.2024;Oslo;3\n07.02.2024;Köln;4\n08.02.2024;Köln;4\n',
            ),
          })
          .catch(async () => {
            await page
              .locator('input[type=file]')
              .setInputFiles({ name: 'sales.csv', mimeType: 'text/csv', buffer: Buffer.from('a') });
          });
        await shoot('faults');
        await page
          .getByRole('button', { name: 'Continue without' })
          .click()
          .catch((e) => console.log(String(e)));
        await shoot('own-board');
      }
    }
  console.log(JSON.stringify([...new Set(errors)], null, 1));
});
