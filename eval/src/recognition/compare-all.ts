import type { Metric } from '@facegate/face-engine';
import type { FalseMatches } from '../statistics/person-bootstrap.js';
import type { Subject } from './subjects.js';

export interface Comparisons {
  /** Every two pictures of one person of the data; −∞ where one gave no vector. */
  genuine: Float32Array;
  /** The person of each genuine comparison. */
  genuinePersons: Uint32Array;
  /** Every two pictures of two persons that both gave a vector, in the order in which they were compared. */
  impostor: Float32Array;
  sortedGenuine: Float32Array;
  /** Ascending. */
  sortedImpostor: Float32Array;
  /** The persons behind the impostor scores of at least `threshold`, the highest score first. */
  falseMatches(threshold: number): FalseMatches;
}

/** Every picture with every other one, scores as `comparisonScore` gives them. */
export function compareAll(subjects: readonly Subject[], metric: Metric): Comparisons {
  const usable = subjects.filter((subject): subject is Compared => subject.vector !== undefined);
  const scoreOf = pairwiseScores(usable, metric);
  const genuine: number[] = [];
  const genuinePersons: number[] = [];
  const impostor = new Float32Array(countImpostor(usable));
  let next = 0;
  for (let i = 0; i < usable.length; i++) {
    const one = usable[i]!;
    for (let j = i + 1; j < usable.length; j++) {
      const other = usable[j]!;
      if (one.person !== other.person) {
        impostor[next++] = scoreOf(i, j);
      } else if (one.inData && other.inData) {
        genuine.push(scoreOf(i, j));
        genuinePersons.push(one.person);
      }
    }
  }
  for (const person of failedGenuine(subjects)) {
    genuine.push(-Infinity);
    genuinePersons.push(person);
  }
  const scores = Float32Array.from(genuine);
  return {
    genuine: scores,
    genuinePersons: Uint32Array.from(genuinePersons),
    impostor,
    sortedGenuine: scores.toSorted(),
    sortedImpostor: impostor.toSorted(),
    falseMatches: (threshold) => falseMatches(usable, impostor, threshold),
  };
}

type Compared = Subject & { vector: Float32Array };

/** All vectors in one block, of unit length for the cosine: four million comparisons take about a second. */
function pairwiseScores(usable: readonly Compared[], metric: Metric): (i: number, j: number) => number {
  const dimensions = usable[0]?.vector.length ?? 0;
  const block = new Float32Array(usable.length * dimensions);
  for (const [index, { vector }] of usable.entries()) {
    if (vector.length !== dimensions) throw new RangeError(`vectors of ${dimensions} and ${vector.length} components`);
    const length = metric === 'cosine' ? Math.hypot(...vector) || 1 : 1;
    for (let k = 0; k < dimensions; k++) block[index * dimensions + k] = vector[k]! / length;
  }
  if (metric === 'cosine') {
    return (i, j) => {
      const [one, other] = [i * dimensions, j * dimensions];
      let dot = 0;
      for (let k = 0; k < dimensions; k++) dot += block[one + k]! * block[other + k]!;
      return dot;
    };
  }
  return (i, j) => {
    const [one, other] = [i * dimensions, j * dimensions];
    let squared = 0;
    for (let k = 0; k < dimensions; k++) {
      const difference = block[one + k]! - block[other + k]!;
      squared += difference * difference;
    }
    return 1 - Math.sqrt(squared);
  };
}

function countImpostor(usable: readonly Subject[]): number {
  const pictures = countBy(usable);
  const samePerson = [...pictures.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  return (usable.length * (usable.length - 1)) / 2 - samePerson;
}

/** The person of each genuine comparison that cannot be made for want of a vector. */
function failedGenuine(subjects: readonly Subject[]): number[] {
  const data = subjects.filter(({ inData }) => inData);
  const usable = countBy(data.filter(({ vector }) => vector));
  return [...countBy(data)].flatMap(([person, all]) => {
    const good = usable.get(person) ?? 0;
    return Array<number>((all * (all - 1) - good * (good - 1)) / 2).fill(person);
  });
}

/** Pictures of each person. */
export function countBy(subjects: readonly Subject[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { person } of subjects) counts.set(person, (counts.get(person) ?? 0) + 1);
  return counts;
}

function falseMatches(usable: readonly Compared[], impostor: Float32Array, threshold: number): FalseMatches {
  const found: { score: number; one: number; other: number }[] = [];
  let next = 0;
  for (let i = 0; i < usable.length; i++) {
    const one = usable[i]!.person;
    for (let j = i + 1; j < usable.length; j++) {
      const other = usable[j]!.person;
      if (one === other) continue;
      const score = impostor[next++]!;
      if (score >= threshold) found.push({ score, one, other });
    }
  }
  found.sort((a, b) => b.score - a.score);
  return {
    one: Uint32Array.from(found, (match) => match.one),
    other: Uint32Array.from(found, (match) => match.other),
  };
}
