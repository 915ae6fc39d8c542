import { expect, test } from 'vitest';
import { csvOf } from './chart-table.js';

test('a table becomes a CSV with plain numbers, empty cells and no formulas', () => {
  const data = [
    ['Köln, "Süd"', 1.5],
    ['=HYPERLINK("http://x")', -2],
    ['', null],
  ];
  expect(csvOf({ columns: ['city', 'mean'], rows: [], data })).toBe(
    ['city,mean', '"Köln, ""Süd""",1.5', `"'=HYPERLINK(""http://x"")",-2`, ',', ''].join('\r\n').trimEnd(),
  );
});
