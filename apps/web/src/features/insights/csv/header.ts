import { CsvRefusal } from './csv-refusal.js';
import { DATE_ORDERS, readDate } from './read-date.js';
import { readNumber } from './read-number.js';

const MOST_COLUMNS = 200;

const isValue = (text: string): boolean =>
  !Number.isNaN(readNumber(text, '.')) || DATE_ORDERS.some((order) => !Number.isNaN(readDate(text, order)));

/**
 * A name for each column, no two alike: what nobody named is `Column 3`, a second `price` is `price (2)`.
 *
 * @throws CsvRefusal ONE_COLUMN, TOO_MANY_COLUMNS, NO_HEADER
 */
export function columnNames(header: readonly string[]): string[] {
  if (header.length < 2) throw new CsvRefusal('ONE_COLUMN');
  if (header.length > MOST_COLUMNS) throw new CsvRefusal('TOO_MANY_COLUMNS');
  if (header.every((cell) => isValue(cell.trim()))) throw new CsvRefusal('NO_HEADER');
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const wished = cell.trim() || `Column ${index + 1}`;
    let name = wished;
    for (let count = 2; taken.has(name); count += 1) name = `${wished} (${count})`;
    taken.add(name);
    return name;
  });
}
