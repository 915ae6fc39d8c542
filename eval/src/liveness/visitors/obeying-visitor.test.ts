import type { FrameFacts, MeasuredFace } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import type { Clip } from '../footage.js';
import type { MeasuredFrame } from '../measures/series.js';
import { seededRandom } from '../../statistics/random.js';
import type { Told } from '../session.js';
import { ObeyingVisitor } from './obeying-visitor.js';
import { personOf, type Person } from './person.js';

/** A face at a place, turned by so much. */
const face = (x: number, yawDegrees: number): MeasuredFace => ({
  box: { x: x - 50, y: 0, width: 100, height: 100 },
  pose: { yawDegrees, pitchDegrees: 0, rollDegrees: 0 },
  eyesOpen: 0.9,
  interocularPx: 50,
  cutOff: 0,
  brightness: 0.5,
  sharpness: 0.5,
  overall: 0.5,
  texture: new Uint8Array(4),
  backdrop: new Float32Array(4),
  points: Float32Array.of(x - 10, 10, x + 10, 10),
  thumbnail: { luma: new Uint8Array(4), x: x - 50, y: 0, side: 100 },
});

/** Ten frames a second: at rest until 2 s, then a turn to 20° and back until 4 s, elsewhere in the picture. */
const film = Array.from({ length: 40 }, (_, i): MeasuredFrame => {
  const facts: FrameFacts = {
    width: 640,
    height: 480,
    sha256: `frame ${i}`,
    faces: 1,
    face: i < 20 ? face(200, 0) : face(300, 20 - Math.abs(i - 30) * 2),
  };
  return { atSeconds: i / 10, facts };
});
const clip: Clip = {
  name: 'ann',
  person: 'ann',
  video: { kind: 'video', file: 'a' },
  source: 'person',
  natural: false,
  rest: [[0, 2]],
  movements: [{ motion: 'turn-left', stretch: [2, 4] }],
  blinks: [],
};
const person: Person = personOf(clip, film);

/** Frames at ten a second from `fromMs` on, all of one step. */
function shown(visitor: ObeyingVisitor, fromMs: number, toMs: number, told?: Told): FrameFacts[] {
  return Array.from({ length: (toMs - fromMs) / 100 }, (_, i) => visitor.show(fromMs + i * 100, told)).filter(
    (frame): frame is FrameFacts => typeof frame !== 'string',
  );
}
const yaws = (frames: readonly FrameFacts[]): number[] => frames.map((frame) => frame.face!.pose.yawDegrees);
const turn = (index: number, atMs: number): Told => ({ index, action: 'turn-left', atMs });

describe('somebody who obeys', () => {
  it('rests, turns after a reaction as far as they did in the film, and rests again', () => {
    const visitor = new ObeyingVisitor(person, [], seededRandom(1));
    expect(yaws(shown(visitor, 0, 1000)).every((yaw) => yaw === 0)).toBe(true);
    const answer = yaws(shown(visitor, 1000, 4500, turn(0, 1000)));
    expect(answer.slice(0, 2)).toEqual([0, 0]);
    expect(Math.max(...answer)).toBe(20);
    expect(answer.at(-1)).toBe(0);
  });

  it('stays at their place in the picture where two stretches of film meet', () => {
    const visitor = new ObeyingVisitor(person, [], seededRandom(1));
    const frames = [...shown(visitor, 0, 1000), ...shown(visitor, 1000, 4500, turn(0, 1000))];
    // But for the sway of a rest whose film had to begin again.
    const offs = frames.map((frame) => Math.abs((frame.face?.points[0] ?? NaN) - 190));
    expect(Math.max(...offs)).toBeLessThanOrEqual(1);
  });

  it('never shows a frame twice, however long it takes', () => {
    const visitor = new ObeyingVisitor(person, [], seededRandom(1));
    const frames = [
      ...shown(visitor, 0, 1000),
      ...shown(visitor, 1000, 5000, turn(0, 1000)),
      ...shown(visitor, 5000, 9000, turn(1, 5000)),
      ...shown(visitor, 9000, 15_000, turn(2, 9000)),
    ];
    expect(new Set(frames.map(({ sha256 }) => sha256)).size).toBe(frames.length);
  });

  it('makes a movement that is asked for again', () => {
    const visitor = new ObeyingVisitor(person, [], seededRandom(1));
    shown(visitor, 0, 4000, turn(0, 0));
    expect(Math.max(...yaws(shown(visitor, 4000, 8000, turn(1, 4000))))).toBe(20);
  });

  it('has nothing to show for what was not filmed', () => {
    const visitor = new ObeyingVisitor(person, [], seededRandom(1));
    expect(visitor.show(0, { index: 0, action: 'look-up', atMs: 0 })).toBe('end');
    expect(visitor.show(0, { index: 1, action: 'blink', atMs: 0 })).toBe('end');
  });

  it("blinks with somebody else's eyes, and again when nothing came of it", () => {
    const trace = [1, 0.2, 1].map((open, i) => ({ afterMs: i * 100, open }));
    const visitor = new ObeyingVisitor(person, [trace], seededRandom(1));
    const eyes = shown(visitor, 0, 6000, { index: 0, action: 'blink', atMs: 0 }).map((frame) => frame.face!.eyesOpen);
    expect(eyes.filter((open) => open < 0.3).length).toBeGreaterThanOrEqual(2);
    expect(eyes.at(0)).toBe(0.9);
  });
});
