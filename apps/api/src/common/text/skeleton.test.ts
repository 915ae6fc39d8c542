import { describe, expect, it } from 'vitest';
import { skeletonOf } from './skeleton.js';

describe('skeletonOf', () => {
  it.each([
    ['anna', '\u0430nna', 'a Cyrillic a'],
    ['paypal', '\u0440\u0430\u0443\u0440\u0430l', 'nearly all Cyrillic'],
    ['scope', '\u0455\u0441\u043e\u0440\u0435', 'all Cyrillic'],
    ['Ian', 'lan', 'a capital i and a small L'],
    ['modern', 'rnodern', 'm and rn'],
    ['B0B', 'bob', 'a zero'],
    ['omega', '\u03bfmega', 'a Greek o'],
    ['zo\u00eb', 'zoe\u0308', 'another composition'],
    ['ana', '\uff41\uff4e\uff41', 'full-width letters'],
  ])('%s and %s are confusable: %s', (one, other) => {
    expect(skeletonOf(one)).toBe(skeletonOf(other));
  });

  it.each([
    ['anna', 'anne'],
    ['zo\u00eb', 'zoe'],
    ['anna2', 'anna3'],
    ['\u674e\u5c0f\u9f99', '\u674e\u5c0f\u864e'],
  ])('%s and %s are not', (one, other) => {
    expect(skeletonOf(one)).not.toBe(skeletonOf(other));
  });
});
