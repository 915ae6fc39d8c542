import { describe, expect, test } from 'vitest';
import {
  BLINK_DEADLINE_MS,
  blinkReducer,
  REST_MS,
  restOf,
  SEEK_DEADLINE_MS,
  SETTLE_DEADLINE_MS,
  startBlink,
  type BlinkState,
} from './blink.js';
import { frame, goodFace } from './frames.test-support.js';

const FRAME_MS = 40;

/** Feeds eyesClosed values at 25 frames a second, from `fromMs` on. */
function feed(state: BlinkState, fromMs: number, eyes: readonly number[], pitchDegrees = 0): BlinkState {
  return eyes.reduce(
    (before, eyesClosed, index) =>
      blinkReducer(before, {
        type: 'observed',
        observation: frame(fromMs + index * FRAME_MS, goodFace({ eyesClosed, pitchDegrees })),
      }),
    state,
  );
}
const open = (count: number, value = 0.1): number[] => Array.from({ length: count }, () => value);

const REST_FRAMES = REST_MS / FRAME_MS + 2;
const watching = feed(startBlink(0), 0, open(REST_FRAMES));
const NEXT_MS = REST_FRAMES * FRAME_MS;

describe('blink', () => {
  test('rest is learned first', () => {
    expect(feed(startBlink(0), 0, open(5)).phase.name).toBe('learning');
    expect(watching.phase.name).toBe('watching');
  });

  test('open, closed, open is a blink, and the frame after it is ready', () => {
    const closed = feed(watching, NEXT_MS, [0.1, 0.6, 0.67, 0.6]);
    expect(closed.phase.name).toBe('closed');
    const seen = feed(closed, NEXT_MS + 160, [0.2]);
    expect(seen.phase).toMatchObject({ name: 'settling', blinkDurationMs: 120 });
    expect(feed(seen, NEXT_MS + 200, open(5)).phase).toMatchObject({ name: 'ready', blinkDurationMs: 120 });
  });

  test('the values measured on cap12 at 25.5 s are a blink', () => {
    const eyes = [0.12, 0.13, 0.67, 0.68, 0.57, 0.57, 0.37, 0.14, 0.12, 0.12, 0.12, 0.12, 0.12, 0.12];
    expect(feed(watching, NEXT_MS, eyes).phase.name).toBe('ready');
  });

  test('eyes closed for longer than a blink are none', () => {
    const slept = feed(watching, NEXT_MS, [...open(22, 0.7), 0.1]);
    expect(slept.phase.name).toBe('watching');
  });

  test('half-closed eyes are no blink', () => {
    expect(feed(watching, NEXT_MS, [0.1, 0.35, 0.4, 0.35, 0.1]).phase.name).toBe('watching');
  });

  test('looking down lowers the lids and is no blink', () => {
    const down = feed(watching, NEXT_MS, open(4, 0.7), -25);
    expect(feed(down, NEXT_MS + 160, [0.1]).phase.name).toBe('watching');
  });

  test('narrow eyes at rest get a higher bar', () => {
    expect(restOf(open(9, 0.4), [0]).closedAbove).toBeCloseTo(0.65);
    expect(restOf(open(9, 0.05), [0]).closedAbove).toBeCloseTo(0.45);
    expect(restOf(open(9, 0.7), [0]).closedAbove).toBeCloseTo(0.8);
  });

  test('a blink while the rest is learned does not spoil it', () => {
    const state = feed(startBlink(0), 0, [...open(4), 0.7, 0.7, ...open(REST_FRAMES)]);
    expect(state.phase).toMatchObject({ name: 'watching', rest: { closedAbove: 0.45 } });
  });

  test.each([
    ['for more than half of it', [...open(3), ...open(REST_FRAMES, 0.67).slice(3), ...open(5)]],
    ['all through it', [...open(REST_FRAMES, 0.67), ...open(5)]],
  ])('eyes that are closed while the rest is learned, %s, are no rest', (_name, learning) => {
    const learned = feed(startBlink(0), 0, learning);
    expect(learned.phase).toMatchObject({ name: 'watching', rest: { closedAbove: 0.45 } });
    const next = learning.length * FRAME_MS;
    expect(feed(learned, next, [0.1, 0.6, 0.6, 0.1, ...open(6)]).phase.name).toBe('ready');
  });

  test('another face, or none, starts from the beginning', () => {
    const closed = feed(watching, NEXT_MS, [0.7]);
    for (const observation of [frame(NEXT_MS + 40, null), frame(NEXT_MS + 40, goodFace(), 2)]) {
      expect(blinkReducer(closed, { type: 'observed', observation }).phase.name).toBe('seeking');
    }
  });

  test('a silence of the camera starts from the beginning', () => {
    expect(feed(watching, NEXT_MS + 1000, [0.1]).phase.name).toBe('seeking');
  });

  test('nobody within the time: ask again', () => {
    const state = blinkReducer(startBlink(0), { type: 'tick', atMs: SEEK_DEADLINE_MS });
    expect(state.phase).toEqual({ name: 'timed-out', why: 'no-face' });
  });

  test('no blink within the time: ask again', () => {
    const frames = Math.ceil(BLINK_DEADLINE_MS / FRAME_MS) + 1;
    expect(feed(watching, NEXT_MS, open(frames)).phase).toEqual({ name: 'timed-out', why: 'no-blink' });
  });

  test('no still moment after the blink: ask again', () => {
    const seen = feed(watching, NEXT_MS, [0.1, 0.7, 0.7, 0.1]);
    expect(seen.phase.name).toBe('settling');
    const state = blinkReducer(seen, { type: 'tick', atMs: NEXT_MS + 120 + SETTLE_DEADLINE_MS });
    expect(state.phase).toEqual({ name: 'timed-out', why: 'no-still-moment' });
  });

  test('timed out stays so until it is restarted', () => {
    const out = blinkReducer(startBlink(0), { type: 'tick', atMs: SEEK_DEADLINE_MS });
    expect(feed(out, SEEK_DEADLINE_MS + 40, open(30))).toBe(out);
    expect(blinkReducer(out, { type: 'restart', atMs: 50_000 }).phase.name).toBe('seeking');
  });
});
