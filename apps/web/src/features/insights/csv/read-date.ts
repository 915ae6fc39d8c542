import { LANGUAGES } from '../../../shared/i18n/languages.js';

/** Ways of writing a date. `named`: the month as a word, in a language of the page; `year`: nothing but a year. */
export const DATE_ORDERS = ['iso', 'dmy', 'mdy', 'named', 'year'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const TIME = String.raw`(?:(?:T|,?\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?\s*([ap]m)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?`;
const withTime = (date: string): RegExp => new RegExp(`^${date}${TIME}$`, 'iu');

const ISO = withTime(String.raw`(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?`);
const NUMERIC = withTime(String.raw`(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})`);
const DAY_FIRST = withTime(String.raw`(\d{1,2})(?:st|nd|rd|th)?[-\s.]+(\p{L}{3,9})\.?,?[-\s]+(\d{4})`);
const MONTH_FIRST = withTime(String.raw`(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`);
const YEAR = /^\d{4}$/;

/** January first, in each language of the page. */
const MONTHS = Object.keys(LANGUAGES).map((language) => {
  const name = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => name.format(Date.UTC(2000, month)).toLowerCase());
});

/** Of a name, or of how it begins. 0 when there is no such month. */
function monthNumber(word: string): number {
  const start = word.toLowerCase();
  return Math.max(...MONTHS.map((names) => names.findIndex((name) => name.startsWith(start)) + 1));
}

/** As POSIX reads two digits: 69–99 are of the last century. */
const fullYear = (digits: string): number => {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
};

/** @returns NaN for a day that no calendar has */
function midnight(year: number, month: number, day: number): number {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? at : Number.NaN;
}

function zoneMs(zone: string | undefined): number {
  if (!zone || /^(?:z|utc|gmt)$/i.test(zone)) return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  // PostgreSQL writes whole hours alone: `+02`.
  const minutes = zone.length > 3 ? Number(zone.slice(-2)) : 0;
  return sign * (Number(zone.slice(1, 3)) * 60 + minutes) * 60_000;
}

/** @param parts hours, minutes, seconds, fraction, am or pm, zone: as {@link TIME} captures them */
function timeOfDay(parts: readonly (string | undefined)[]): number {
  const [hours, minutes, seconds = '0', fraction = '0', half, zone] = parts;
  if (hours === undefined || minutes === undefined) return 0;
  const isHalf = half !== undefined;
  const hour = isHalf ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours);
  if (hour > 23 || (isHalf && Number(hours) > 12) || Number(minutes) > 59 || Number(seconds) > 59) return Number.NaN;
  const ms = Number(fraction.padEnd(3, '0'));
  return ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + ms - zoneMs(zone);
}

function readNumeric(text: string, order: 'dmy' | 'mdy'): number {
  const [, first, separator, second, year, ...time] = NUMERIC.exec(text) ?? [];
  if (!first || !second || !year) return Number.NaN;
  // With dots the day is first everywhere.
  if (order === 'mdy' && separator === '.') return Number.NaN;
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  return midnight(fullYear(year), Number(month), Number(day)) + timeOfDay(time);
}

function readNamed(text: string): number {
  const [, day, word, year, ...time] = DAY_FIRST.exec(text) ?? [];
  if (day && word && year) return midnight(Number(year), monthNumber(word), Number(day)) + timeOfDay(time);
  const [, firstWord, secondDay, lastYear, ...lastTime] = MONTH_FIRST.exec(text) ?? [];
  if (!firstWord || !secondDay || !lastYear) return Number.NaN;
  return midnight(Number(lastYear), monthNumber(firstWord), Number(secondDay)) + timeOfDay(lastTime);
}

function readIso(text: string): number {
  const [, year, , month, day = '1', ...time] = ISO.exec(text) ?? [];
  return year && month ? midnight(Number(year), Number(month), Number(day)) + timeOfDay(time) : Number.NaN;
}

/**
 * Ms since 1970 of what the text shows, as if it were UTC; a moment with a zone in its UTC.
 *
 * @returns NaN when the text is no date in that way of writing
 */
export function readDate(text: string, order: DateOrder): number {
  switch (order) {
    case 'iso':
      return readIso(text);
    case 'dmy':
    case 'mdy':
      return readNumeric(text, order);
    case 'named':
      return readNamed(text);
    case 'year':
      return YEAR.test(text) ? midnight(Number(text), 1, 1) : Number.NaN;
  }
}
