/** A picture as LFW's lists name it: the person, and the number in `<person>_<number, 4 digits>`. */
export interface PictureName {
  person: string;
  number: number;
}

export interface LabelledPair {
  one: PictureName;
  other: PictureName;
  samePerson: boolean;
  /** 0-based; only when the list has folds. */
  fold?: number;
}

export interface LabelledPairs {
  /** LFW's View 1 (for choosing) has no folds, View 2 (for reporting) has 10. */
  view: 1 | 2;
  pairs: LabelledPair[];
}

/**
 * LFW's pair lists. View 1: a line `N`, then N lines `person i j` and N lines `person i person j`. View 2: a line
 * `folds N`, then the same for each fold. Throws with the line's number when a line is not what it should be.
 */
export function parsePairs(text: string): LabelledPairs {
  const lines = text.split(/\r?\n/);
  while (lines.at(-1)?.trim() === '') lines.pop();
  const head = (lines[0] ?? '').trim().split(/\s+/).map(Number);
  if (head.length > 2 || head.some((value) => !Number.isInteger(value) || value < 1)) {
    throw new Error('pairs, line 1: expected "N", or "folds N"');
  }
  const folds = head.length === 2 ? head[0]! : 1;
  const each = head.at(-1)!;
  const expected = 1 + folds * each * 2;
  if (lines.length !== expected) {
    throw new Error(`pairs: ${lines.length} lines, but the first announces ${expected}`);
  }
  const pairs = lines.slice(1).map((line, index): LabelledPair => {
    const samePerson = index % (each * 2) < each;
    const pair = parsePair(line.trim().split(/\s+/), samePerson);
    if (!pair) throw new Error(`pairs, line ${index + 2}: "${line}"`);
    return { ...pair, samePerson, ...(head.length === 2 && { fold: Math.floor(index / (each * 2)) }) };
  });
  return { view: head.length === 2 ? 2 : 1, pairs };
}

function parsePair(words: string[], samePerson: boolean): { one: PictureName; other: PictureName } | undefined {
  const [a, i, b, j] = samePerson && words.length === 3 ? [words[0], words[1], words[0], words[2]] : words;
  if (words.length !== (samePerson ? 3 : 4)) return undefined;
  const one = pictureName(a, i);
  const other = pictureName(b, j);
  return one && other && { one, other };
}

function pictureName(person?: string, digits?: string): PictureName | undefined {
  return person && digits && /^\d+$/.test(digits) ? { person, number: Number(digits) } : undefined;
}

/** The name of the picture's file without its ending. */
export const pictureStem = ({ person, number }: PictureName): string => `${person}_${String(number).padStart(4, '0')}`;
