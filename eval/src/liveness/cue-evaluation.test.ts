import { describe, expect, it } from 'vitest';
import { areaUnderRoc, evaluateCues } from './cue-evaluation.js';
import type { Cues } from './cues.js';

const withBorder = (border: number): Cues => ({
  highFrequency: 0,
  spectralPeak: 0,
  saturation: 0,
  chromaSpread: 0,
  contrast: 0,
  border,
});

describe('areaUnderRoc', () => {
  it.each([
    [[1, 2], [3, 4], 1],
    [[3, 4], [1, 2], 0],
    [[1, 3], [2, 4], 0.75],
    [[1, 1], [1, 1], 0.5],
  ])('of real %j and fake %j is %d', (real, fake, area) => {
    expect(areaUnderRoc(real, fake)).toBe(area);
  });
});

describe('evaluateCues', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i);

  it('counts the attacks that pass where 5 % of the real are refused, high values being the attack', () => {
    const [...results] = evaluateCues([
      { name: 'set', bonaFide: hundred.map(withBorder), attack: [94, 95, 150, 150].map(withBorder) },
    ]);
    // Refused are 95…99; 94 is the highest that passes.
    expect(results.find(({ cue }) => cue === 'border')).toMatchObject({ attacks: 4, apcerAtBpcer5: 0.25 });
  });

  it('turns the threshold round when attacks have the lower values', () => {
    const [...results] = evaluateCues([
      { name: 'set', bonaFide: hundred.map(withBorder), attack: [-5, -6, 4, 5].map(withBorder) },
    ]);
    expect(results.find(({ cue }) => cue === 'border')).toMatchObject({ apcerAtBpcer5: 0.25 });
  });
});
