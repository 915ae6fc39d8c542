import { describe, expect, it } from 'vitest';
import { wayOverFade } from './between-views.js';
import type { MeasuredFace } from './frame-measure.js';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { failureOf, madeUpFace, obeying, play, type Look, type Visitor } from './sessions.test-support.js';
import { hasWays, interrupted, NO_WAY, withView, type WaySeen } from './way-seen.js';

const REST = madeUpFace({});
const SIDE: Look = { yaw: 22 };

/** Both laid over each other, the mesh somewhere between; the hand may have moved. */
function faded(from: Look, to: Look, share: number, sway = 0): MeasuredFace {
  const mix = (one: Uint8Array, other: Uint8Array): Uint8Array =>
    one.map((value, i) => Math.round(value * (1 - share) + (other[i] ?? 0) * share));
  const yaw = (from.yaw ?? 0) * (1 - share) + (to.yaw ?? 0) * share;
  const face = madeUpFace({ yaw });
  const [first, second] = [madeUpFace(from), madeUpFace(to)];
  const thumbnail = { ...face.thumbnail, luma: mix(first.thumbnail.luma, second.thumbnail.luma) };
  return {
    ...face,
    thumbnail: { ...thumbnail, x: thumbnail.x + sway },
    // Each half's features lie beside where the mesh believes them: seen through it they are shifted.
    texture: mix(shifted(first.texture, 2), shifted(second.texture, -2)),
  };
}

const shifted = (texture: Uint8Array, by: number): Uint8Array => texture.map((_, i) => texture[i + by] ?? 0);

const seenOf = (faces: readonly MeasuredFace[], intervalMs = 100): WaySeen =>
  faces.reduce((way, face, i) => withView(way, { atMs: i * intervalMs, face }, REST, LIVENESS_LIMITS), NO_WAY);

const turning = (degrees: readonly number[]): MeasuredFace[] => degrees.map((yaw) => madeUpFace({ yaw }));

/** Of so many views. */
const wayOf = (views: number): WaySeen => ({
  latest: [],
  shapes: Array.from({ length: views }, () => new Float32Array(2)),
});

const atTheEnd = (degrees = 0): number => (Math.abs(degrees) < 11 ? 0 : 22 * Math.sign(degrees));
/** Where a head goes, only its ends. */
const cut: Visitor = (atMs, told) => {
  const look = obeying(atMs, told) as Look;
  return { ...look, yaw: atTheEnd(look.yaw), pitch: atTheEnd(look.pitch) };
};

describe('a view between two others', () => {
  it('is on its way when the face was seen there', () => {
    expect(wayOverFade(REST, madeUpFace({ yaw: 11 }), madeUpFace(SIDE))).toBeGreaterThan(0.5);
  });

  it.each([0.2, 0.5, 0.8])('is none when it is the two laid over each other, %d of the second', (share) => {
    expect(wayOverFade(REST, faded({}, SIDE, share), madeUpFace(SIDE))).toBeLessThan(-0.5);
  });

  it('is none either when the hand sways meanwhile', () => {
    expect(wayOverFade(REST, faded({}, SIDE, 0.5, 8), madeUpFace(SIDE))).toBeLessThan(0);
  });

  it('tells nothing when the pictures have no place in common', () => {
    expect(wayOverFade(madeUpFace({ x: -900 }), madeUpFace({ yaw: 11 }), madeUpFace(SIDE))).toBeUndefined();
  });
});

describe('the way that was seen', () => {
  it('has a view for each place that a head went through', () => {
    expect(seenOf(turning([0, 6, 12, 18, 24, 15, 9, 1])).shapes).toHaveLength(5);
  });

  it('has none where two stills are cut', () => {
    expect(seenOf(turning([0, 0, 22, 22, 0, 0, 22])).shapes).toHaveLength(0);
  });

  it('has one for a still from half-way, however often it is shown', () => {
    expect(seenOf(turning([0, 11, 22, 11, 0, 11, 22, 11, 0])).shapes).toHaveLength(1);
  });

  it('has none where one still fades into the next', () => {
    const fade = [0.2, 0.4, 0.6, 0.8].map((share) => faded({}, SIDE, share));
    expect(seenOf([REST, ...fade, madeUpFace(SIDE), ...fade.toReversed(), REST]).shapes).toHaveLength(0);
  });

  it('has none across a silence', () => {
    expect(seenOf(turning([0, 6, 12, 18]), 500).shapes).toHaveLength(0);
  });

  it('does not lead from before an interruption to after it', () => {
    const before = seenOf(turning([0, 6]));
    const after = withView(interrupted(before), { atMs: 200, face: madeUpFace({ yaw: 12 }) }, REST, LIVENESS_LIMITS);
    expect(after.shapes).toHaveLength(0);
  });

  it('is enough by the number of movements, and never with two views alone', () => {
    expect(hasWays(wayOf(2), 1, 10, LIVENESS_LIMITS)).toBe(false);
    expect(hasWays(wayOf(3), 1, 10, LIVENESS_LIMITS)).toBe(true);
    expect(hasWays(wayOf(6), 3, 10, LIVENESS_LIMITS)).toBe(false);
    expect(hasWays(wayOf(7), 3, 10, LIVENESS_LIMITS)).toBe(true);
    expect(hasWays(wayOf(5), 3, 5, LIVENESS_LIMITS)).toBe(true);
    expect(hasWays(wayOf(0), 0, 10, LIVENESS_LIMITS)).toBe(true);
  });
});

/** The same still, held by a hand: nearer, and turned in its plane. */
const nearer = ({ points, ...face }: MeasuredFace, size: number, roll: number): MeasuredFace => ({
  ...face,
  points: points.map((value, i) => {
    const [dx, dy] =
      i % 2 === 0 ? [value - 320, (points[i + 1] ?? 0) - 240] : [(points[i - 1] ?? 0) - 320, value - 240];
    const [sin, cos] = [Math.sin(roll), Math.cos(roll)];
    return i % 2 === 0 ? 320 + size * (dx * cos - dy * sin) : 240 + size * (dx * sin + dy * cos);
  }),
});

describe('a session of stills', () => {
  it('shows no other view when a still is nearer or rolled', () => {
    const half = madeUpFace({ yaw: 11 });
    const shown = [0, 1, 2, 3].flatMap((turn) => [REST, nearer(half, 1 + turn / 50, turn / 40), madeUpFace(SIDE)]);
    expect(seenOf(shown).shapes).toHaveLength(1);
  });

  it('is asked for two more movements, and ends', () => {
    const played = play(['turn-left', 'turn-right'], cut);
    expect(failureOf(played)).toBe('SHOWN_STILLS');
    expect(played.state.doubts).toEqual(['SHOWN_STILLS', 'SHOWN_STILLS']);
  });
});
