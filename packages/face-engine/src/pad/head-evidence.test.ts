import { describe, expect, it } from 'vitest';
import type { MeasuredFace } from './frame-measure.js';
import {
  headLogOdds,
  headTerms,
  NO_HEAD_EVIDENCE,
  withMovement,
  type Comparison,
  type HeadEvidence,
} from './head-evidence.js';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { madeUpFace, type Look } from './sessions.test-support.js';

const viewsOf = (looks: readonly Look[], relit: number): MeasuredFace[] =>
  looks.map((look) => madeUpFace({ ...look, relit }));

const LEFT: readonly Look[] = [{ yaw: 13 }, { yaw: 20 }, { yaw: 26 }];
const RIGHT: readonly Look[] = [{ yaw: -13 }, { yaw: -20 }, { yaw: -26 }];
const UP: readonly Look[] = [{ pitch: 14 }, { pitch: 20 }, { pitch: 24 }];

const evidenceOf = (movements: readonly (readonly Look[])[], relit = 1): HeadEvidence =>
  movements.reduce(
    (evidence, looks) => withMovement(evidence, { rest: madeUpFace({}), views: viewsOf(looks, relit) }),
    NO_HEAD_EVIDENCE,
  );
const oddsOf = (comparisons: readonly Comparison[]): number =>
  headLogOdds({ movements: [], comparisons }, LIVENESS_LIMITS)!;

describe('the odds of a head', () => {
  it.each([[[LEFT]], [[UP]], [[LEFT, RIGHT]], [[RIGHT, UP, LEFT]]])('are above even for a head: %j', (movements) => {
    expect(headLogOdds(evidenceOf(movements), LIVENESS_LIMITS)).toBeGreaterThan(0);
  });

  it.each([[[LEFT]], [[UP]], [[LEFT, RIGHT]], [[RIGHT, UP, LEFT]]])(
    'are below those of a picture for a face whose light stays: %j',
    (movements) => {
      expect(headLogOdds(evidenceOf(movements, 0), LIVENESS_LIMITS)).toBeLessThan(LIVENESS_LIMITS.pictureLogOdds);
    },
  );

  it('are unknown before a movement was seen', () => {
    expect(headLogOdds(NO_HEAD_EVIDENCE, LIVENESS_LIMITS)).toBeUndefined();
  });

  it('are unknown when all views lie within 9° of the rest', () => {
    const evidence = evidenceOf([[{ yaw: 5 }, { yaw: 7 }, { yaw: 8.9 }]]);
    expect(evidence.comparisons).toEqual([]);
    expect(evidence.movements).toHaveLength(1);
    expect(headLogOdds(evidence, LIVENESS_LIMITS)).toBeUndefined();
  });

  it('rise with the shading, and fall with the contrast and the degrees that explain it', () => {
    const comparison = { degrees: 20, shading: 0.02, contrast: 0.1 };
    const odds = oddsOf([comparison]);
    expect(oddsOf([{ ...comparison, shading: 0.03 }])).toBeGreaterThan(odds);
    expect(oddsOf([{ ...comparison, contrast: 0.15 }])).toBeLessThan(odds);
    expect(oddsOf([{ ...comparison, degrees: 30 }])).toBeLessThan(odds);
  });

  it('count a comparison by the square of its degrees', () => {
    const narrow = { degrees: 10, shading: 0.01, contrast: 0.1 };
    const wide = { degrees: 30, shading: 0.06, contrast: 0.1 };
    const [less, more] = [oddsOf([narrow]), oddsOf([wide])];
    expect(oddsOf([narrow, wide])).toBeCloseTo((less + 9 * more) / 10, 9);
  });

  it('stay finite for two equal pictures', () => {
    expect(headTerms({ degrees: 20, shading: 0, contrast: 0 })).toEqual({
      shading: Math.log(1e-4),
      contrast: Math.log(1e-3),
      degrees: 0,
    });
  });
});

describe('a movement', () => {
  it('is compared with its rest and with every movement before it', () => {
    expect(evidenceOf([LEFT]).comparisons).toHaveLength(1);
    expect(evidenceOf([LEFT, RIGHT]).comparisons).toHaveLength(3);
    expect(evidenceOf([LEFT, RIGHT, UP]).comparisons).toHaveLength(6);
  });

  it('lies further from one to the other side than from its rest', () => {
    const degrees = evidenceOf([LEFT, RIGHT]).comparisons.map((comparison) => Math.round(comparison.degrees));
    expect(degrees).toEqual([20, 20, 40]);
  });

  it('is not compared with the same movement before, whose views lie near', () => {
    expect(evidenceOf([LEFT, LEFT]).comparisons).toHaveLength(2);
  });

  it('of many views is compared at a quarter, half and three quarters of its way', () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ yaw: 12 + 2 * i }));
    const three = [16, 20, 24].map((yaw) => ({ yaw }));
    expect(evidenceOf([many]).comparisons).toEqual(evidenceOf([three]).comparisons);
  });
});
