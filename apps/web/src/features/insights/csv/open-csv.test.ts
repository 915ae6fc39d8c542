import { describe, expect, test } from 'vitest';
import { columnOf } from '../analysis/dataset.js';
import type { RefusalCode } from './csv-refusal.js';
import { MAX_CSV_BYTES, MOST_FAULTS, openCsv, type OpenedCsv } from './open-csv.js';

const open = (content: BlobPart, { monthFirst = false } = {}): Promise<OpenedCsv> =>
  openCsv(new Blob([content]), { monthFirst, onProgress: () => undefined });

const kinds = ({ formats }: OpenedCsv): string[] => formats.map(({ kind }) => kind);
const numbers = ({ dataset }: OpenedCsv, name: string): number[] => [
  ...(columnOf(dataset, 'number', name)?.values ?? columnOf(dataset, 'date', name)?.values ?? []),
];
const labels = ({ dataset }: OpenedCsv, name: string): (string | undefined)[] => {
  const column = columnOf(dataset, 'category', name);
  return [...(column?.codes ?? [])].map((code) => column?.labels[code]);
};

describe('delimiter and types are found out', () => {
  test.each([',', ';', '\t', '|'])('cells between %j', async (delimiter) => {
    const rows = [
      ['day', 'city', 'rain'],
      ['2024-01-01', 'Oslo', '1.5'],
      ['2024-01-02', 'Rome', ''],
    ];
    const opened = await open(rows.map((row) => row.join(delimiter)).join('\n'));
    expect(kinds(opened)).toEqual(['date', 'category', 'number']);
    expect(opened.dialect.delimiter).toBe(delimiter);
    expect(labels(opened, 'city')).toEqual(['Oslo', 'Rome']);
    expect(numbers(opened, 'rain')).toEqual([1.5, Number.NaN]);
  });

  test('one cell that leaves no doubt decides the decimal mark of the file', async () => {
    const opened = await open('a;b\n1,234;2,5\n2,000;7\n');
    expect(numbers(opened, 'a')).toEqual([1.234, 2]);
    expect(numbers(opened, 'b')).toEqual([2.5, 7]);
    expect(numbers(await open('a;b\n1,234;2.5\n2,000;7\n'), 'a')).toEqual([1234, 2000]);
  });

  test('day or month first: the file decides, the reader only where the file leaves it open', async () => {
    const certain = 'd,n\n03/04/2024,1\n25/12/2024,2\n';
    const open34 = 'd,n\n03/04/2024,1\n';
    expect((await open(certain, { monthFirst: true })).formats[0]).toEqual({ kind: 'date', order: 'dmy' });
    expect((await open(open34, { monthFirst: true })).formats[0]).toEqual({ kind: 'date', order: 'mdy' });
    expect((await open(open34)).formats[0]).toEqual({ kind: 'date', order: 'dmy' });
  });

  test('a column of years is one of dates only when it says so', async () => {
    const opened = await open('year,points\n1999,1999\n2001,2001\n');
    expect(kinds(opened)).toEqual(['date', 'number']);
  });

  test('words that hardly repeat are text', async () => {
    const rows = Array.from({ length: 60 }, (_, row) => `note ${row},${row % 2 ? 'a' : 'b'}`);
    expect(kinds(await open(`note,kind\n${rows.join('\n')}`))).toEqual(['text', 'category']);
  });

  test('quotes hold delimiters, quotes and line ends', async () => {
    const opened = await open('what,n\r\n"a, ""b""\r\nc",1\r\n\r\nplain,2\r\n');
    expect(labels(opened, 'what')).toEqual(['a, "b"\nc', 'plain']);
    expect(opened.faultCount).toBe(0);
  });

  test('letters of UTF-8 with a mark, of UTF-16 and of Windows', async () => {
    const text = 'city,n\nKöln,1\n';
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    for (const content of [`\uFEFF${text}`, utf16, Buffer.from(text, 'latin1')])
      expect(labels(await open(content), 'city')).toEqual(['Köln']);
  });

  test('names are made where the file has none or the same twice', async () => {
    const opened = await open('price,,price\n1,2,3\n');
    expect(opened.dataset.columns.map(({ name }) => name)).toEqual(['price', 'Column 2', 'price (2)']);
  });

  test('a letter, a line end or a row that lies on the cut between two pieces stays whole', async () => {
    const row = 'Zürich € "x",7\r\n';
    const whole = `city,n\r\n${row.repeat(200_000)}`;
    const opened = await open(whole);
    expect(opened.dataset.rowCount).toBe(200_000);
    expect(columnOf(opened.dataset, 'category', 'city')?.labels).toEqual(['Zürich € "x"']);
    expect(opened.faultCount).toBe(0);
  });
});

describe('faults are named by row and column, and their rows left out', () => {
  const good = Array.from({ length: 8 }, (_, row) => `2024-01-0${row + 1},${row}`);

  test('rows as a spreadsheet counts them', async () => {
    const opened = await open(['day,price', ...good, '', '2024-02-30,1', '2024-03-01,n/a', '5', '1,2,3'].join('\n'));
    expect(opened.dataset.rowCount).toBe(8);
    expect(opened.skipped).toBe(4);
    expect(opened.faults).toEqual([
      { row: 11, kind: 'NOT_A_DATE', column: 'day', text: '2024-02-30' },
      { row: 12, kind: 'NOT_A_NUMBER', column: 'price', text: 'n/a' },
      { row: 13, kind: 'CELLS', found: 1, expected: 2 },
      { row: 14, kind: 'CELLS', found: 3, expected: 2 },
    ]);
  });

  test('the first hundred are kept, all are counted', async () => {
    const bad = Array.from({ length: 150 }, () => '2024-01-01,x');
    const many = Array.from({ length: 1000 }, (_, row) => `2024-01-01,${row}`);
    const opened = await open(['day,price', ...many, ...bad].join('\n'));
    expect(opened.faults).toHaveLength(MOST_FAULTS);
    expect(opened.faultCount).toBe(150);
    expect(opened.dataset.rowCount).toBe(1000);
  });

  test('empty cells after the last column are no fault', async () => {
    expect((await open('a,b\n1,2,,\n')).faultCount).toBe(0);
  });
});

describe('a file of no use is refused', () => {
  test.each<[RefusalCode, BlobPart]>([
    ['EMPTY', ''],
    ['EMPTY', '\n\n'],
    ['HEADER_ONLY', 'day,price\n'],
    ['ONE_COLUMN', 'price\n1\n2\n'],
    ['NO_HEADER', '2024-01-01,1\n2024-01-02,2\n'],
    ['TOO_MANY_COLUMNS', Array.from({ length: 201 }, (_, index) => `c${index}`).join(',')],
    ['NO_GOOD_ROW', 'a,b\n1\n2\n'],
    ['BINARY', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])],
    ['SPREADSHEET', Buffer.from('PK\u0003\u0004 and so on')],
    ['TOO_LARGE', new Uint8Array(MAX_CSV_BYTES + 1)],
  ])('%s', async (code, content) => {
    await expect(open(content)).rejects.toMatchObject({ code });
  });
});

test('progress only grows, to 1', async () => {
  const seen: number[] = [];
  const file = new Blob([`a,b\n${'1,2\n'.repeat(800_000)}`]);
  await openCsv(file, { monthFirst: false, onProgress: (share) => seen.push(share) });
  expect(seen.length).toBeGreaterThan(4);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});
