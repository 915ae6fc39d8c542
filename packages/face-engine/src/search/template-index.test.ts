import { describe, expect, it } from 'vitest';
import { cosineSimilarity } from '../compare/compare.js';
import { DIMENSIONS, STEPS } from './quantise.js';
import { TemplateIndex, type Match } from './template-index.js';

/** xorshift32: the same numbers each time, so that a failure can be looked at. 0…1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const unit = (components: ArrayLike<number>): Float32Array => {
  const length = Math.hypot(...Array.from(components));
  return Float32Array.from(components, (component) => component / length);
};
const randomUnit = (random: () => number): Float32Array =>
  unit(Array.from({ length: DIMENSIONS }, () => random() + random() + random() - 1.5));
const near = (centre: Float32Array, distance: number, random: () => number): Float32Array =>
  unit(centre.map((component) => component + (random() - 0.5) * distance));

const uuid = (kind: number, number: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
const owner = (number: number): string => uuid(0x0e, number);

/** The index and, beside it, what it should hold: searched by comparing all in float. Both answer into their own list. */
class Both {
  readonly index = new TemplateIndex();
  readonly templates = new Map<string, Float32Array>();
  readonly said: unknown[] = [];
  readonly expected: unknown[] = [];

  add(whose: string, vector: Float32Array): void {
    this.index.add(whose, vector);
    this.templates.set(whose, vector);
  }

  remove(whose: string): void {
    this.said.push(this.index.remove(whose));
    this.expected.push(this.templates.delete(whose));
  }

  search(probe: Float32Array): void {
    for (const top of [1, 2, 5]) {
      this.said.push(this.index.search(probe, top));
      this.expected.push(this.reference(probe, top));
    }
    this.said.push(this.index.size);
    this.expected.push(this.templates.size);
  }

  reference(probe: Float32Array, top: number): Match[] {
    const all = [...this.templates].map(([whose, vector]) => ({
      owner: whose,
      score: cosineSimilarity(probe, vector),
    }));
    return all.toSorted(inOrder).slice(0, top);
  }
}

const inOrder = (one: Match, other: Match): number => other.score - one.score || (one.owner < other.owner ? -1 : 1);

describe('a search gives what comparing all in float gives', () => {
  it.each([0, 1, 2, 31, 32, 33, 1023, 1024, 1025, 3000])('among %i random templates', (size) => {
    const random = randomNumbers(size + 1);
    const both = new Both();
    for (let i = 0; i < size; i++) both.add(owner(i), randomUnit(random));
    for (let i = 0; i < 20; i++) both.search(randomUnit(random));
    const enrolled = [...both.templates.values()];
    for (let i = 0; i < Math.min(20, size); i++) {
      both.search(near(enrolled.at(Math.floor(random() * size)) ?? randomUnit(random), 0.1, random));
    }
    expect(both.said).toEqual(both.expected);
  });

  it.each([1e-1, 1e-2, 1e-3, 1e-5, 1e-7])(
    'among 2500 templates that differ by %f, which int8 cannot tell',
    (distance) => {
      const random = randomNumbers(77);
      const both = new Both();
      const centre = randomUnit(random);
      for (let i = 0; i < 2500; i++) both.add(owner(i), near(centre, distance, random));
      for (let i = 0; i < 10; i++) both.search(near(centre, 0.05, random));
      both.search(centre);
      both.search(centre.map((component) => -component));
      expect(both.said).toEqual(both.expected);
    },
  );

  it('among equal vectors: the least id', () => {
    const random = randomNumbers(5);
    const both = new Both();
    const same = randomUnit(random);
    for (let i = 0; i < 1500; i++) both.add(owner((i * 769) % 1500), same);
    both.search(same);
    both.search(randomUnit(random));
    expect(both.index.search(same, 1)[0]).toMatchObject({ owner: owner(0) });
    expect(both.said).toEqual(both.expected);
  });

  it('among vectors with components that int8 cuts off or rounds the wrong way', () => {
    const random = randomNumbers(9);
    const both = new Both();
    const axis = (at: number, share: number): Float32Array =>
      unit(Array.from({ length: DIMENSIONS }, (_, i) => (i === at ? share : (random() - 0.5) * 0.1)));
    for (let i = 0; i < 1300; i++) both.add(owner(i), axis(i % DIMENSIONS, i % 3 ? 3 : -0.8));
    for (let i = 1300; i < 2300; i++) {
      const halves = Array.from({ length: DIMENSIONS }, () => (Math.floor(random() * 45 - 22) + 0.5) / STEPS);
      both.add(owner(i), unit(halves));
    }
    for (let i = 0; i < 20; i++) both.search(axis(i, i % 2 ? 1 : 4));
    both.search(unit(Array.from({ length: DIMENSIONS }, (_, i) => (i === 4 ? 1 : 0))));
    both.search(randomUnit(random));
    expect(both.said).toEqual(both.expected);
  });

  it('through thousands of additions, replacements and removals', () => {
    const random = randomNumbers(21);
    const both = new Both();
    const some = (limit: number): number => Math.floor(random() * limit);
    for (let step = 0; step < 9000; step++) {
      // Grows past three chunks, then shrinks to nothing much.
      const what = random() + (step < 5500 ? 0 : 0.45);
      if (what < 0.75) both.add(owner(some(6000)), randomUnit(random));
      else if (what < 1) both.remove(owner(some(6000)));
      else both.remove([...both.templates.keys()][some(both.templates.size)] ?? owner(0));
      if (step % 150 === 0) both.search(randomUnit(random));
    }
    for (const whose of both.templates.keys()) both.remove(whose);
    both.search(randomUnit(random));
    expect(both.index.size).toBe(0);
    expect(both.said).toEqual(both.expected);
  });
});

describe('memory', () => {
  it('is 128 bytes an owner for what is scanned, and 512 beside it', () => {
    const random = randomNumbers(3);
    const index = new TemplateIndex();
    for (let i = 0; i < 20_480; i++) index.add(owner(i), randomUnit(random));
    const { scanned, vectors, ids } = index.bytes;
    // The room ahead is an eighth at most; a UUID is 16 bytes.
    expect(scanned / index.size).toBeGreaterThanOrEqual(128);
    expect(scanned / index.size).toBeLessThanOrEqual(128 * 1.125);
    expect(vectors / index.size).toBe(512);
    expect(ids / index.size).toBeLessThan(40);
  });
});
