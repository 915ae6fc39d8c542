import { describe, expect, it } from 'vitest';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { madeUpFace, type Look } from './sessions.test-support.js';
import { isTrusted } from './trust.js';

const trusted = (look: Look, rest?: Look): boolean =>
  isTrusted(madeUpFace(look), rest && madeUpFace(rest), LIVENESS_LIMITS);

describe('a face', () => {
  it.each<[Look, boolean]>([
    [{}, true],
    [{ yaw: 39 }, true],
    [{ yaw: -39 }, true],
    [{ yaw: 41 }, false],
    [{ yaw: -41 }, false],
    [{ pitch: 37 }, true],
    [{ pitch: -37 }, true],
    [{ pitch: 39 }, false],
    [{ pitch: -39 }, false],
  ])('with %j is trusted: %s', (look, expected) => {
    expect(trusted(look)).toBe(expected);
    expect(trusted(look, {})).toBe(expected);
  });

  it('that is far narrower than at rest is not trusted, whatever its angle says', () => {
    expect(trusted({ yaw: 15, flat: true }, {})).toBe(true);
    expect(trusted({ yaw: 30, flat: true }, {})).toBe(false);
  });

  it('is trusted by its angle alone until the rest is known', () => {
    expect(trusted({ yaw: 30, flat: true })).toBe(true);
  });
});
