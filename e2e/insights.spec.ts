import { AxeBuilder } from '@axe-core/playwright';
import type { Download, Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expect, test } from './support/fixtures.js';
import type { Account } from './support/people.js';
import { tabTo } from './support/visitor.js';

/** The cookie of a log-in is enough: the page asks for the rest. */
async function openInsights(page: Page, { username, password }: Account, search = ''): Promise<void> {
  const answer = await page.request.post('/api/auth/login', { data: { username, password } });
  expect(answer.status()).toBe(200);
  await page.goto(`/insights${search}`);
  await expect(page.getByRole('heading', { name: 'Insights' })).toBeVisible();
}

const figure = (page: Page, name: string): Locator =>
  page
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .getByRole('definition');

async function expectFigures(page: Page, figures: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(figures)) await expect(figure(page, name)).toHaveText(value);
}

/** The cells of the table behind a chart, row by row. */
async function rowsOf(page: Page, chart: string): Promise<string[][]> {
  const rows = page.getByRole('region', { name: chart, exact: true }).getByRole('table').locator('tbody tr');
  return Promise.all((await rows.all()).map((row) => row.locator('th, td').allInnerTexts()));
}

async function textOf(download: Promise<Download>): Promise<string> {
  return readFile(await (await download).path(), 'utf8');
}

async function chooseFile(page: Page, name: string, content: string | Buffer): Promise<void> {
  const buffer = Buffer.from(content);
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer });
}

const SALES = `day;city;price
01.02.2024;Oslo;1,5
02.02.2024;Rome;2,5
03.02.2024;Rome;oops
04.02.2024;Oslo
05.02.2024;Oslo;3
06.02.2024;Köln;5
30.02.2024;Oslo;3
`;

/** Of vega-datasets' weather.csv, counted with awk. */
const ALL_WEATHER = { Rows: '2,922', Total: '48,999.4', Average: '16.77' };
const SNOW_IN_SEATTLE = {
  Rows: '26',
  Total: '144.9',
  Average: '5.57',
  Median: '5.6',
  'Smallest to largest': '-1.1 to 11.1',
};

test('figures, charts and tables follow the filters, which stand in the address', async ({ page, accountOfA }) => {
  await openInsights(page, accountOfA);
  await expectFigures(page, ALL_WEATHER);
  expect(await rowsOf(page, 'Breakdown')).toEqual(
    expect.arrayContaining([
      ['sun', '1,466', '50.2%'],
      ['snow', '119', '4.1%'],
    ]),
  );

  for (const [field, label] of [
    ['City', 'Seattle'],
    ['Weather', 'snow'],
  ] as const) {
    await page
      .getByRole('combobox', { name: field })
      .or(page.getByRole('textbox', { name: field }))
      .click();
    await page.getByRole('option', { name: label }).click();
    await page.keyboard.press('Escape');
  }
  await expect(page.getByText('26 of 2,922 rows match.')).toBeVisible();
  await expectFigures(page, SNOW_IN_SEATTLE);
  expect(await rowsOf(page, 'Comparison')).toEqual([['snow', '5.57', '26']]);
  const inBins = (await rowsOf(page, 'Distribution')).map(([, , count]) => Number(count));
  expect(inBins.reduce((total, count) => total + count, 0)).toBe(26);

  await page.getByLabel('To', { exact: true }).fill('2012-12-31');
  await page.getByLabel('To', { exact: true }).press('Enter');
  await expectFigures(page, { Rows: '21', Total: '113.3', Average: '5.4' });
  await expect(page).toHaveURL(/in\.location=Seattle&in\.weather=snow/);

  await page.goBack();
  await expectFigures(page, SNOW_IN_SEATTLE);
  await page.reload();
  await expectFigures(page, SNOW_IN_SEATTLE);
  await page.getByRole('button', { name: 'Remove the filter: Weather: snow' }).click();
  await expect(page.getByText('1,461 of 2,922 rows match.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expectFigures(page, ALL_WEATHER);
});

test('filters that match nothing say so and can be cleared', async ({ page, accountOfA }) => {
  await openInsights(page, accountOfA, '?min.wind=1000');
  await expect(page.getByText('No row matches these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await expectFigures(page, ALL_WEATHER);
});

test('what is switched off or zoomed away is in no table and no download', async ({ page, accountOfA }) => {
  await openInsights(page, accountOfA);
  const trend = page.getByRole('region', { name: 'Over time', exact: true });
  await trend.getByRole('button', { name: 'New York' }).click();
  const handle = trend.getByRole('slider', { name: 'Last point shown' });
  // 48 months: 46 presses leave two of them.
  for (let presses = 0; presses < 46; presses += 1) await handle.press('ArrowLeft');
  await expect(trend.getByText('Jan 2012 to Feb 2012')).toBeVisible();
  const coming = page.waitForEvent('download');
  await trend.getByRole('button', { name: 'Download as CSV' }).click();
  // Seattle, January 2012: 218.7 / 31; February 2012: 269 / 29.
  const csv = await textOf(coming);
  expect(csv.replace('\uFEFF', '').split('\r\n')).toEqual([
    'Date,Seattle',
    expect.stringMatching(/^2012-01-01,7\.05/),
    expect.stringMatching(/^2012-02-01,9\.27/),
  ]);
  await trend.getByRole('button', { name: 'Show everything' }).click();
  expect(await rowsOf(page, 'Over time')).toHaveLength(48);

  const picture = page.waitForEvent('download');
  await trend.getByRole('button', { name: 'Download as PNG' }).click();
  expect((await picture).suggestedFilename()).toBe('weather-trend.png');
  const bytes = await readFile(await (await picture).path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
});

test('dragging across the line zooms in', async ({ page, accountOfA }) => {
  await openInsights(page, accountOfA);
  const trend = page.getByRole('region', { name: 'Over time', exact: true });
  const chart = trend.getByRole('img');
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (!box) throw new Error('the chart has no box');
  await page.mouse.move(box.x + box.width * 0.4, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 120, { steps: 5 });
  await page.mouse.up();
  await expect(trend.getByRole('button', { name: 'Show everything' })).toBeVisible();
  const months = (await rowsOf(page, 'Over time')).length;
  expect(months).toBeGreaterThan(5);
  expect(months).toBeLessThan(15);
});

test.describe('a file of one’s own', () => {
  test('is read here, its faults named, and nothing sent', async ({ page, accountOfA }) => {
    await openInsights(page, accountOfA);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request.url());
    });
    await page.getByText('Your CSV').click();
    await expect(page.getByText('Nothing is uploaded.')).toBeVisible();
    await chooseFile(page, 'sales.csv', SALES);
    await expect(page.getByText('3 rows cannot be read')).toBeVisible();
    const faults = page.getByRole('table', { name: 'What is wrong' }).locator('tbody tr');
    await expect(faults).toHaveText([
      /^4\s*price\s*“oops” is not a number$/,
      /^5\s*whole row\s*2 cells instead of 3$/,
      /^8\s*day\s*“30\.02\.2024” is not a date$/,
    ]);
    await page.getByRole('button', { name: 'Continue without these rows' }).click();
    await expectFigures(page, { Rows: '4', Total: '12', Average: '3', Median: '2.75' });
    expect(await rowsOf(page, 'Comparison')).toEqual([
      ['Köln', '5', '1'],
      ['Rome', '2.5', '1'],
      ['Oslo', '2.25', '2'],
    ]);
    expect(sent).toEqual([]);
  });

  test('that is of no use is refused in words, and another one can be chosen', async ({ page, accountOfA }) => {
    await openInsights(page, accountOfA, '?data=own');
    const refused: [name: string, content: string | Buffer, words: string][] = [
      ['empty.csv', '', 'It is empty'],
      ['header.csv', 'day,price\n', 'no rows below'],
      ['quote.csv', 'day,price\n1,2\n"open,3\n4,5\n', 'opened in line 3 and not closed'],
      ['one.csv', 'price\n1\n2\n', 'Only one column'],
      ['picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'It is no text'],
      ['book.csv', Buffer.from('PK\u0003\u0004'), 'workbook'],
    ];
    for (const [name, content, words] of refused) {
      await chooseFile(page, name, content);
      await expect(page.getByRole('alert')).toContainText(words);
      await page.getByRole('button', { name: 'Choose another file' }).click();
    }
    await chooseFile(page, 'good.csv', 'a,b\n1,2\n');
    await expectFigures(page, { Rows: '1' });
  });

  test('can be given up while it is read', async ({ page, accountOfA }) => {
    await openInsights(page, accountOfA, '?data=own');
    await chooseFile(page, 'long.csv', `a,b\n${'12.5,"some words"\n'.repeat(2_000_000)}`);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('button', { name: 'Choose a CSV file' })).toBeVisible();
  });
});

test('data that do not come can be asked for again', async ({ page, accountOfA }) => {
  await page.route('**/weather-*.csv', (route) => route.abort());
  await openInsights(page, accountOfA);
  await expect(page.getByText('The data did not come')).toBeVisible();
  await page.unroute('**/weather-*.csv');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectFigures(page, ALL_WEATHER);
});

test('the history of sign-ins opens in the same views', async ({ page, accountOfA }) => {
  const pages: Record<string, object> = {
    '': {
      events: [
        { time: '2026-11-21T08:30:00Z', method: 'face', outcome: 'success', device: 'Firefox, Linux' },
        { time: '2026-11-20T09:30:00Z', method: 'password', outcome: 'failure', reason: 'CREDENTIALS_INVALID' },
      ],
      next: 'older',
    },
    older: { events: [{ time: '2026-11-20T08:30:00Z', method: 'face', outcome: 'success' }] },
  };
  await page.route('**/api/me/activity?*', (route) => {
    const before = new URL(route.request().url()).searchParams.get('before') ?? '';
    return route.fulfill({ json: pages[before] });
  });
  await openInsights(page, accountOfA);
  await page.getByText('Your sign-ins').click();
  await expectFigures(page, { Rows: '3' });
  expect(await rowsOf(page, 'Comparison')).toEqual([
    ['face', '2', '2'],
    ['password', '1', '1'],
  ]);
});

test('all of it is done with the keyboard', async ({ page, accountOfA }) => {
  await openInsights(page, accountOfA);
  await expectFigures(page, ALL_WEATHER);
  await tabTo(page, 'combobox', 'Show');
  await page.keyboard.press('T');
  await expect(page).toHaveURL(/show=sum/);
  await tabTo(page, 'spinbutton', 'At least');
  await page.keyboard.type('50');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/min\.precipitation=50/);
  await tabTo(page, 'button', 'New York');
  await page.keyboard.press('Space');
  await tabTo(page, 'button', 'Show the table: Over time');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'New York' })).toBeHidden();
  await expect(page.getByRole('columnheader', { name: 'Seattle' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' });

    test('every state is free of grave faults', async ({ page, accountOfA }) => {
      const expectNoGraveFault = async (where: string): Promise<void> => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        const faults = grave.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
        expect.soft(faults, where).toEqual([]);
      };
      await openInsights(page, accountOfA, '?in.location=Seattle&min.wind=3');
      await expect(figure(page, 'Rows')).toBeVisible();
      await page.getByRole('button', { name: 'Show the table: Over time' }).click();
      await page.getByRole('button', { name: 'rain' }).click();
      await expectNoGraveFault('charts');
      await page.getByText('Your CSV').click();
      await expectNoGraveFault('drop zone');
      await chooseFile(page, 'sales.csv', SALES);
      await expect(page.getByText('3 rows cannot be read')).toBeVisible();
      await expectNoGraveFault('faults');
    });
  });
}
