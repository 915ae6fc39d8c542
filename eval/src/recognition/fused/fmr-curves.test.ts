import { describe, expect, it } from 'vitest';
import type { CautiousPoint } from '../../statistics/cautious-thresholds.js';
import { fmrCurves } from './fmr-curves.js';
import type { ProtocolResult } from './protocols.js';

const protocol = (name: string, points: readonly Partial<CautiousPoint>[]): ProtocolResult => ({
  name,
  kind: 'template-session',
  comparisons: 1000,
  referencePersons: 10,
  probePersons: 10,
  persons: 20,
  unit: 'pairs of people',
  halfSplit: [],
  points: points.map((point) => ({ fmr: 0, middle: 0, upper95: 0, basis: 'counted', falseMatches: 0, ...point })),
});

describe('fmrCurves', () => {
  const curves = fmrCurves([
    protocol('few', [
      { fmr: 1e-2, upper95: 0.4 },
      { fmr: 1e-3, upper95: 0.46, basis: 'extrapolated' },
    ]),
    protocol('many', [
      { fmr: 1e-2, upper95: 0.42 },
      { fmr: 1e-3, upper95: 0.45 },
      { fmr: 1e-4, upper95: 0.44 },
    ]),
    protocol('too few', [{ fmr: 1e-2, upper95: 0.9, basis: 'extrapolated' }]),
  ]);

  it('take the highest bound at each rate, and say whose it is and how it was come by', () => {
    expect(curves['template-session']?.points).toEqual([
      { fmr: 1e-2, threshold: 0.42, basis: 'counted', protocol: 'many' },
      { fmr: 1e-3, threshold: 0.46, basis: 'extrapolated', protocol: 'few' },
      { fmr: 1e-4, threshold: 0.46, basis: 'counted', protocol: 'many' },
    ]);
    expect(curves['template-session']?.supportedFmr).toBe(1e-4);
  });

  it('have none for a kind without a protocol that counts', () => {
    expect(curves['picture-picture']).toBeUndefined();
    expect(curves['template-picture']).toBeUndefined();
  });
});
