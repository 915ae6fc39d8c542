import type { Pose } from '@facegate/contracts';
import { describe, expect, test } from 'vitest';
import { frame, goodFace } from './frames.test-support.js';
import {
  GRAB_DEADLINE_MS,
  HOLD_MS,
  multiAngleReducer,
  SEEK_DEADLINE_MS,
  startMultiAngle,
  type MultiAngleEvent,
  type MultiAngleState,
} from './multi-angle-capture.js';

type State = MultiAngleState<string>;
const POSES: readonly Pose[] = ['front', 'left', 'right'];
const YAW: Partial<Record<Pose, number>> = { front: 0, left: 14, right: -14 };

const run = (state: State, ...events: MultiAngleEvent<string>[]): State => events.reduce(multiAngleReducer, state);
const see = (atMs: number, yawDegrees: number): MultiAngleEvent<string> => ({
  type: 'observed',
  observation: frame(atMs, goodFace({ yawDegrees })),
});
/** Frames at 25 a second from one moment to another. */
const hold = (fromMs: number, toMs: number, yawDegrees: number): MultiAngleEvent<string>[] =>
  Array.from({ length: Math.floor((toMs - fromMs) / 40) + 1 }, (_, index) => see(fromMs + index * 40, yawDegrees));
const grabRequest = (state: State): number => (state.phase.name === 'grabbing' ? state.phase.request : -1);

function takeAutomatically(state: State, pose: Pose, fromMs: number): State {
  const grabbing = run(state, ...hold(fromMs, fromMs + HOLD_MS + 40, YAW[pose] ?? 0));
  expect(grabbing.phase.name).toBe('grabbing');
  return run(grabbing, {
    type: 'grabbed',
    request: grabRequest(grabbing),
    sample: `${pose}@${fromMs}`,
    atMs: fromMs + HOLD_MS + 60,
  });
}

describe('multi-angle capture', () => {
  const start = startMultiAngle<string>(POSES, 0);

  test('a held pose is taken by itself, in order, until done', () => {
    let state = takeAutomatically(start, 'front', 0);
    expect(state.pose).toBe('left');
    state = takeAutomatically(state, 'left', 2000);
    expect(state.pose).toBe('right');
    state = takeAutomatically(state, 'right', 4000);
    expect(state.phase).toEqual({ name: 'done' });
    expect(state.pose).toBeNull();
    expect(state.samples).toMatchObject({
      front: { sample: 'front@0', source: 'automatic' },
      left: { sample: 'left@2000', source: 'automatic' },
      right: { sample: 'right@4000', source: 'automatic' },
    });
  });

  test('shorter than the hold is not enough', () => {
    const state = run(start, ...hold(0, HOLD_MS - 40, 0));
    expect(state.phase).toMatchObject({ name: 'holding' });
  });

  test('one bad frame does not end the hold, a fifth of a second does', () => {
    const held = run(start, ...hold(0, 240, 0), see(280, 30), ...hold(320, 520, 0));
    expect(held.phase.name).toBe('grabbing');
    const lost = run(start, ...hold(0, 240, 0), ...hold(280, 480, 30));
    expect(lost.phase.name).toBe('seeking');
    expect(lost.guidance).toBe('look-straight');
  });

  test('two frames with a long silence between them are no hold', () => {
    expect(run(start, see(0, 0), see(HOLD_MS + 400, 0)).phase.name).toBe('holding');
  });

  test('the shutter takes any pose of a single face', () => {
    const pressed = run(start, see(0, 30), { type: 'shutter', atMs: 10 });
    expect(pressed.phase).toMatchObject({ name: 'grabbing', source: 'shutter' });
  });

  test('the shutter does nothing for nobody and for two', () => {
    const nobody = run(start, { type: 'observed', observation: frame(0, null) });
    expect(run(nobody, { type: 'shutter', atMs: 10 })).toBe(nobody);
    const two = run(start, { type: 'observed', observation: frame(0, goodFace(), 2) });
    expect(run(two, { type: 'shutter', atMs: 10 })).toBe(two);
    expect(two.guidance).toBe('several-faces');
  });

  test('without a tracker the shutter is the way', () => {
    const off = run(start, { type: 'tracking', tracking: 'off', atMs: 0 });
    expect(off.shutterReady).toBe(true);
    expect(run(off, { type: 'shutter', atMs: 10 }).phase.name).toBe('grabbing');
  });

  test('a frame that does not come is given up', () => {
    const pressed = run(start, see(0, 0), { type: 'shutter', atMs: 10 });
    const waited = run(pressed, { type: 'tick', atMs: 10 + GRAB_DEADLINE_MS });
    expect(waited.phase.name).toBe('seeking');
    const late = run(waited, { type: 'grabbed', request: grabRequest(pressed), sample: 'late', atMs: 9999 });
    expect(late.samples).toEqual({});
  });

  test('a failed grab seeks again', () => {
    const pressed = run(start, see(0, 0), { type: 'shutter', atMs: 10 });
    expect(run(pressed, { type: 'grab-failed', request: grabRequest(pressed), atMs: 20 }).phase.name).toBe('seeking');
  });

  test('seeking too long is stalled', () => {
    expect(run(start, { type: 'tick', atMs: SEEK_DEADLINE_MS - 1 })).toBe(start);
    expect(run(start, { type: 'tick', atMs: SEEK_DEADLINE_MS }).phase).toMatchObject({
      name: 'seeking',
      stalled: true,
    });
  });

  test('an upload for another pose does not interrupt the present one', () => {
    const holding = run(start, ...hold(0, 200, 0));
    const state = run(holding, { type: 'uploaded', pose: 'right', sample: 'file', atMs: 210 });
    expect(state).toMatchObject({ pose: 'front', phase: holding.phase });
    const after = takeAutomatically(takeAutomatically(state, 'front', 1000), 'left', 3000);
    expect(after.phase.name).toBe('done');
    expect(after.samples.right).toMatchObject({ sample: 'file', source: 'upload' });
  });

  test('uploads alone are enough', () => {
    const state = run(
      start,
      ...POSES.map((pose, index) => ({ type: 'uploaded' as const, pose, sample: pose, atMs: index })),
    );
    expect(state.phase.name).toBe('done');
  });

  test('retake asks for that pose alone and keeps the others', () => {
    const done = run(
      start,
      ...POSES.map((pose, index) => ({ type: 'uploaded' as const, pose, sample: pose, atMs: index })),
    );
    const again = run(done, { type: 'retake', pose: 'left', atMs: 100 });
    expect(again).toMatchObject({ pose: 'left', phase: { name: 'seeking' } });
    expect(Object.keys(again.samples)).toEqual(['front', 'right']);
    expect(takeAutomatically(again, 'left', 200).phase.name).toBe('done');
  });

  test('a pose that nobody asked for is ignored', () => {
    expect(run(start, { type: 'uploaded', pose: 'up', sample: 'x', atMs: 1 })).toBe(start);
    expect(run(start, { type: 'retake', pose: 'up', atMs: 1 })).toBe(start);
  });

  test('frames that change nothing draw nothing', () => {
    const seen = run(start, see(0, 30));
    expect(run(seen, see(40, 30))).toBe(seen);
  });
});
