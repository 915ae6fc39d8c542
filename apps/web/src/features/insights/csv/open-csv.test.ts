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

  test('the first accent of a Windows file comes after all that a look at its head would see', async () => {
    const many = 'plain,1\n'.repeat(20_000);
    const text = `city,n\n${many}Köln,1\nKäln,2\n`;
    const opened = await open(Buffer.from(text, 'latin1'));
    expect(opened.dialect.encoding).toBe('windows-1252');
    expect(columnOf(opened.dataset, 'category', 'city')?.labels).toEqual(['plain', 'Köln', 'Käln']);
  });

  test('one broken letter does not turn a file of UTF-8 into one of Windows', async () => {
    const good = Buffer.from(`city,n\n${'Köln,1\n'.repeat(20_000)}`);
    const opened = await open(Buffer.concat([good, Buffer.from([0xfc]), Buffer.from('x,1\n')]));
    expect(opened.dialect.encoding).toBe('utf-8');
    expect(labels(opened, 'city')[0]).toBe('Köln');
  });

  test('a file of UTF-8 that was cut within its last letter stays one', async () => {
    expect((await open(Buffer.from('city,n\nKöln,1\nOslo,ü').subarray(0, -1))).dialect.encoding).toBe('utf-8');
  });

  test.each(['utf-16le', 'utf-16be'])('UTF-16 without its mark: %s', async (encoding) => {
    const bytes = Buffer.from('city,n\nKöln,1\n', 'utf16le');
    const opened = await open(encoding === 'utf-16be' ? bytes.swap16() : bytes);
    expect(opened.dialect.encoding).toBe(encoding);
    expect(labels(opened, 'city')).toEqual(['Köln']);
  });

  test.each([
    ['sep=;', ';'],
    ['"sep=;"', ';'],
    ['SEP=;;', ';'],
    ['sep=\t', '\t'],
    ['sep=:', ':'],
    ['\u{FEFF}sep=,', ','],
  ])('%j states the delimiter and is no row', async (first, delimiter) => {
    const rows = [
      ['day', 'rain, snow'],
      ['2024-01-01', '"a'],
      ['2024-01-02', '2'],
      ['2024-01-03', '3'],
    ];
    const cells = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter));
    const opened = await open([first, ...cells, 'x'].join('\r\n'));
    expect(opened.dialect.delimiter).toBe(delimiter);
    expect(opened.dataset.columns.map(({ name }) => name)).toEqual(['day', 'rain, snow']);
    // As spreadsheets count, which do not show that line.
    expect(opened.faults.at(-1)).toMatchObject({ row: 5, kind: 'CELLS' });
  });

  test('blanks around a quoted cell are no part of it', async () => {
    const opened = await open('what, where ,n\n "a, b" , "" ,1\nc,\t"d ""e""",2\n"f" ,g "h",3\n');
    expect(labels(opened, 'what')).toEqual(['a, b', 'c', 'f']);
    expect(labels(opened, 'where')).toEqual(['', 'd "e"', 'g "h"']);
    expect(opened.faultCount).toBe(0);
  });

  test('a quote in the middle of a cell is a letter', async () => {
    const opened = await open('what,n\n5" pipe,1\n"a "b" c",2\n');
    expect(labels(opened, 'what')).toEqual(['5" pipe', 'a "b" c']);
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

describe('a quote that is not closed is refused with its line', () => {
  const rows = 'x,1\n'.repeat(4);
  test.each([
    ['at the end of the file', `a,b\n${rows}"open,5\n${rows}`, 6],
    ['swallowing rows up to the next quoted cell', `a,b\n${rows}"open,5\n${rows}"good",6\n`, 6],
    ['swallowing rows up to an empty quoted cell', `a,b\n${rows}"open,5\n${rows}"",6\n`, 6],
    ['in the header', `"a,b\n${rows}`, 1],
    ['below one that holds line ends', `a,b\n"two\nlines",1\nc,"open\n${rows}`, 4],
    ['below a line that states the delimiter', `sep=;\na;b\nx;1\n"open;2\n`, 4],
    ['between semicolons', `a;b\n"c, d";1\n"open;2\n${rows}`, 3],
    ['far down a large file', `a,b\n${'"x, y",1\n'.repeat(300_000)}"open,2\n`, 300_002],
  ])('%s', async (_name, content, line) => {
    await expect(open(content)).rejects.toMatchObject({ code: 'UNCLOSED_QUOTE', line });
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
