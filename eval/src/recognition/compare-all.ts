import type { Metric } from '@facegate/face-engine';
import { ImpostorTally, type ImpostorScores } from '../statistics/impostor-scores.js';
import type { Subject } from './subjects.js';
import { forEachTriangularTile, TILE_COLUMNS, VectorBlock } from './vector-block.js';

export interface Comparisons {
  /** Every two pictures of one person of the data; −∞ where one gave no vector. */
  genuine: Float32Array;
  /** The person of each genuine comparison. */
  genuinePersons: Uint32Array;
  sortedGenuine: Float32Array;
  /** Every two pictures of two persons that both gave a vector. */
  impostor: ImpostorScores;
}

/** Told how many comparisons were made since it was told last. */
export type OnCompared = (comparisons: number) => void;

/** Every picture with every other one, in memory that does not grow with the number of impostor comparisons. */
export function compareAll(subjects: readonly Subject[], metric: Metric, onCompared?: OnCompared): Comparisons {
  const usable = subjects.filter((subject): subject is Compared => subject.vector !== undefined);
  const inData = Uint8Array.from(usable, (subject) => (subject.inData ? 1 : 0));
  const block = new VectorBlock(usable, metric);
  const genuine: { score: number; person: number }[] = [];
  const tally = new ImpostorTally(pairsOf(usable.length));
  forEachTriangularTile(block, ({ firstRow, rows, firstColumn, columns, scores }) => {
    for (let row = 0; row < rows; row++) {
      const i = firstRow + row;
      const one = block.persons[i]!;
      for (let column = Math.max(0, i + 1 - firstColumn); column < columns; column++) {
        const j = firstColumn + column;
        const other = block.persons[j]!;
        const score = scores[row * TILE_COLUMNS + column]!;
        if (one !== other) tally.add(score, one, other);
        else if (inData[i] && inData[j]) genuine.push({ score, person: one });
      }
    }
    onCompared?.(rows * columns);
  });
  for (const person of failedGenuine(subjects)) genuine.push({ score: -Infinity, person });
  const pictures = picturesOf(block.persons, subjects);
  const scores = Float32Array.from(genuine, ({ score }) => score);
  return {
    genuine: scores,
    genuinePersons: Uint32Array.from(genuine, ({ person }) => person),
    sortedGenuine: scores.toSorted(),
    impostor: tally.scores({ rows: pictures, columns: pictures, mirrored: true }),
  };
}

type Compared = Subject & { vector: Float32Array };

export const pairsOf = (pictures: number): number => (pictures * (pictures - 1)) / 2;

/** How many pictures each person has in the block, by the person's number. */
function picturesOf(persons: Uint32Array, subjects: readonly Subject[]): Float64Array {
  const counts = new Float64Array(subjects.reduce((most, { person }) => Math.max(most, person + 1), 0));
  for (const person of persons) counts[person]!++;
  return counts;
}

/** The person of each genuine comparison that cannot be made for want of a vector. */
function failedGenuine(subjects: readonly Subject[]): number[] {
  const data = subjects.filter(({ inData }) => inData);
  const usable = countBy(data.filter(({ vector }) => vector));
  return [...countBy(data)].flatMap(([person, all]) => {
    const good = usable.get(person) ?? 0;
    return Array<number>(pairsOf(all) - pairsOf(good)).fill(person);
  });
}

/** Pictures of each person. */
function countBy(subjects: readonly Subject[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { person } of subjects) counts.set(person, (counts.get(person) ?? 0) + 1);
  return counts;
}
