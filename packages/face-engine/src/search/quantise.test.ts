import { describe, expect, it } from 'vitest';
import { cosineSimilarity } from '../compare/compare.js';
import { DIMENSIONS, QuantisedProbe, quantiseTemplate, STEPS } from './quantise.js';

const vector = (component: (i: number) => number): Float32Array =>
  Float32Array.from({ length: DIMENSIONS }, (_, i) => component(i));
const wave = (seed: number): Float32Array => vector((i) => Math.sin(seed * 12.9898 + i * i * 78.233 + seed * i));
/** Every component half a step from the nearest whole one: all of it is lost, and all the same way. */
const halfStep = (sign: (i: number) => number): Float32Array => {
  const components = Array.from({ length: DIMENSIONS }, (_, i) => (sign(i) * (22 + 0.499)) / STEPS);
  // The last one makes the length 1, so that the others keep their place between the steps.
  const squared = components.slice(1).reduce((sum, component) => sum + component ** 2, 0);
  components[0] = Math.sqrt(1 - squared);
  return Float32Array.from(components);
};

const VECTORS: [string, Float32Array][] = [
  ...Array.from({ length: 40 }, (_, seed): [string, Float32Array] => [`wave ${seed}`, wave(seed)]),
  ['one component', vector((i) => (i === 7 ? 1 : 0))],
  ['one negative component', vector((i) => (i === 7 ? -1 : 0))],
  ['two components', vector((i) => (i < 2 ? Math.SQRT1_2 : 0))],
  ['one large, the rest small', vector((i) => (i === 3 ? 0.97 : 0.02))],
  ['all equal', vector(() => 1 / Math.sqrt(DIMENSIONS))],
  ['half steps up', halfStep(() => 1)],
  ['half steps both ways', halfStep((i) => (i % 2 ? 1 : -1))],
  ['not of length 1', vector((i) => (i % 5) - 2)],
];

const dot = (one: Int8Array, other: Int16Array): number =>
  one.reduce((sum, whole, i) => sum + whole * (other[i] ?? 0), 0);

describe('the bound', () => {
  it('holds for every pair, from above and from below', () => {
    const templates = VECTORS.map(([, template]) => ({ template, ...quantiseTemplate(template) }));
    let tightest = Infinity;
    for (const [, probe] of VECTORS) {
      const quantised = new QuantisedProbe(probe);
      for (const { template, components, residual } of templates) {
        const cosine = cosineSimilarity(probe, template);
        const score = dot(components, quantised.components);
        const above = quantised.upperBound(score, residual) - cosine;
        const below = 2 * quantised.margin(residual) - above;
        expect(Math.min(above, below)).toBeGreaterThanOrEqual(0);
        tightest = Math.min(tightest, above, below);
      }
    }
    // A bound that is never nearly reached would be a wasteful one: one component cut at ±0.5 reaches it.
    expect(tightest).toBeLessThan(1e-4);
  });

  it('gives a least score that exactly the templates past the bound do not reach', () => {
    const quantised = new QuantisedProbe(wave(1));
    for (const residual of [0, 0.013, 0.5]) {
      for (const cosine of [-0.7, 0, 0.43, 1]) {
        const least = quantised.leastScore(cosine, residual);
        expect(quantised.upperBound(least, residual)).toBeGreaterThanOrEqual(cosine - 1e-12);
        expect(quantised.upperBound(least - 1, residual)).toBeLessThan(cosine);
      }
    }
    expect(quantised.leastScore(-Infinity, 0)).toBe(-(2 ** 31));
  });
});

describe('a quantised template', () => {
  it('knows what it lost', () => {
    expect(quantiseTemplate(vector((i) => (i < 4 ? 0.5 : 0))).residual).toBe(0);
    expect(quantiseTemplate(vector((i) => (i === 7 ? 1 : 0))).residual).toBeCloseTo(0.5, 12);
    expect(quantiseTemplate(wave(2)).residual).toBeLessThan(Math.sqrt(DIMENSIONS) / 2 / STEPS);
  });

  it('does not depend on the length of the vector', () => {
    const longer = wave(3).map((component) => component * 4);
    expect(quantiseTemplate(longer)).toEqual(quantiseTemplate(wave(3)));
  });
});
