import { CsvRefusal } from './csv-refusal.js';

const QUOTE = '"';

/** A quoted or bare cell, and where what follows it begins: at a delimiter, at a line end, or at the end of the text. */
interface Cell {
  text: string;
  end: number;
}

/** The piece ends within the record: it is read again along with the next one. */
const INCOMPLETE = 'incomplete';

/**
 * Cells of RFC 4180, in pieces of any size, as spreadsheets are lenient with them: blanks around a quoted cell are no part of
 * it, and a quote within a cell that does not end it is a letter like any other. Line ends are `\n`.
 *
 * A quote that was forgotten swallows the rows below it, up to the next one. Such a cell has line ends and bare quotes in it,
 * or never ends; either is refused with the line where it begins, for nobody can tell which rows are meant.
 */
export class CsvParser {
  private rest = '';
  /** Line of the file in which `rest` begins, from 1. */
  private line = 1;

  constructor(private readonly delimiter: string) {}

  /**
   * Adds the records that are complete to `records`.
   * @throws CsvRefusal UNCLOSED_QUOTE; what stands before it has been added
   */
  push(piece: string, isLast: boolean, records: string[][]): void {
    const text = this.rest + piece;
    let at = 0;
    while (at < text.length) {
      const lineEnd = text.indexOf('\n', at);
      if (lineEnd === -1 && !isLast) break;
      const end = this.record(text, at, lineEnd === -1 ? text.length : lineEnd, isLast, records);
      if (end === INCOMPLETE) break;
      at = end + 1;
    }
    this.rest = text.slice(at);
  }

  /** @returns where its line end is */
  private record(text: string, start: number, lineEnd: number, isLast: boolean, records: string[][]) {
    const line = text.slice(start, lineEnd);
    if (!line.includes(QUOTE)) {
      records.push(line.split(this.delimiter));
      this.line += 1;
      return lineEnd;
    }
    const cells: string[] = [];
    for (let at = start; ; at += 1) {
      const cell = this.cell(text, at, start, isLast);
      if (cell === INCOMPLETE) return cell;
      cells.push(cell.text);
      at = cell.end;
      if (text[at] !== this.delimiter) {
        records.push(cells);
        this.line += linesIn(text.slice(start, at)) + 1;
        return at;
      }
    }
  }

  private cell(text: string, at: number, recordStart: number, isLast: boolean): Cell | typeof INCOMPLETE {
    const quote = this.afterBlanks(text, at);
    if (text[quote] === QUOTE) return this.quoted(text, quote, recordStart, isLast);
    const delimiter = text.indexOf(this.delimiter, at);
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd === -1 && !isLast) return INCOMPLETE;
    const ends = [delimiter, lineEnd].filter((end) => end !== -1);
    const end = Math.min(text.length, ...ends);
    return { text: text.slice(at, end), end };
  }

  private quoted(text: string, opening: number, recordStart: number, isLast: boolean): Cell | typeof INCOMPLETE {
    const unclosed = (): CsvRefusal =>
      new CsvRefusal('UNCLOSED_QUOTE', { line: this.line + linesIn(text.slice(recordStart, opening)) });
    for (let from = opening + 1; ;) {
      const quote = text.indexOf(QUOTE, from);
      if (quote === -1) {
        if (isLast) throw unclosed();
        return INCOMPLETE;
      }
      if (text[quote + 1] === QUOTE) {
        from = quote + 2;
        continue;
      }
      const end = this.afterBlanks(text, quote + 1);
      if (end === text.length && !isLast) return INCOMPLETE;
      if (end === text.length || text[end] === this.delimiter || text[end] === '\n')
        return { text: text.slice(opening + 1, quote).replaceAll('""', QUOTE), end };
      if (text.slice(opening, quote).includes('\n')) throw unclosed();
      from = quote + 1;
    }
  }

  private afterBlanks(text: string, at: number): number {
    let after = at;
    while ((text[after] === ' ' || text[after] === '\t') && text[after] !== this.delimiter) after += 1;
    return after;
  }
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
