import { expect, it } from 'vitest';
import { seededRandom } from '../../statistics/random.js';
import { CURVE_RATES, fusedProtocols } from './protocols.js';

const random = seededRandom(12);
const vectors = (count: number) => {
  const middle = Array.from({ length: 16 }, () => random() - 0.5);
  return Array.from({ length: count }, () => Float32Array.from(middle, (value) => value + (random() - 0.5) / 4));
};

it('a template of three is compared with pictures and sessions, of folders and of footage', () => {
  const people = Array.from({ length: 40 }, (_, person) => ({
    person,
    inData: true,
    vectors: vectors(1 + (person % 5)),
  }));
  const sessions = Array.from({ length: 6 }, (_, k) => ({ person: 40 + k, frames: vectors(8) }));
  const titles: string[] = [];
  const protocols = fusedProtocols({ people, sessions, metric: 'cosine', persons: 46 }, (title) => {
    titles.push(title);
    return { onCompared: () => undefined, end: () => undefined };
  });
  expect(titles).toEqual(protocols.map(({ name }) => name));
  expect(
    protocols.map(({ name, kind, referencePersons, probePersons, persons }) => [
      name,
      kind,
      referencePersons,
      probePersons,
      persons,
    ]),
  ).toEqual([
    ['3 pictures × 1 picture', 'template-picture', 24, 40, 40],
    ['3 pictures × 1 frame of footage', 'template-picture', 24, 6, 30],
    ['3 pictures × 3 pictures', 'template-session', 24, 24, 24],
    ['3 pictures × 3 to 5 pictures', 'template-session', 24, 24, 24],
    ['3 pictures × 5 frames of a session', 'template-session', 24, 6, 30],
  ]);
});

it('nobody with three pictures gives no protocol', () => {
  const people = [{ person: 0, inData: true, vectors: vectors(2) }];
  expect(
    fusedProtocols({ people, sessions: [], metric: 'cosine', persons: 1 }, () => ({
      onCompared: () => undefined,
      end: () => undefined,
    })),
  ).toEqual([]);
});

it('a curve has the rates 1, 2 and 5 of each decade from 1e-2 to 1e-6', () => {
  expect(CURVE_RATES).toHaveLength(13);
  expect(CURVE_RATES.at(0)).toBe(1e-2);
  expect(CURVE_RATES.at(-1)).toBe(1e-6);
});
