import { describe, expect, test } from 'vitest';
import { CAMERA_DEADLINE_MS, CAMERA_FAULTS, CAMERA_IDLE, CAMERA_SLOW_MS, cameraReducer } from './camera.js';

const asking = cameraReducer(CAMERA_IDLE, { type: 'open', atMs: 1000, request: 1 });
const live = cameraReducer(asking, { type: 'opened', atMs: 1500, request: 1, deviceId: 'd', label: 'Front camera' });

describe('camera', () => {
  test('asking has a deadline from its own clock', () => {
    expect(asking).toMatchObject({ phase: 'asking', deadlineMs: 1000 + CAMERA_DEADLINE_MS, slow: false });
  });

  test('live when it opened', () => {
    expect(live).toEqual({ phase: 'live', request: 1, deviceId: 'd', label: 'Front camera', muted: false });
  });

  test.each(CAMERA_FAULTS)('faulty: %s', (fault) => {
    expect(cameraReducer(asking, { type: 'failed', atMs: 1500, request: 1, fault })).toEqual({
      phase: 'faulty',
      fault,
    });
  });

  test('the answer to an earlier request changes nothing', () => {
    const again = cameraReducer(asking, { type: 'open', atMs: 2000, request: 2 });
    expect(cameraReducer(again, { type: 'opened', atMs: 2100, request: 1, deviceId: null, label: '' })).toBe(again);
    expect(cameraReducer(again, { type: 'failed', atMs: 2100, request: 1, fault: 'denied' })).toBe(again);
  });

  test('an answer after closing changes nothing', () => {
    const closed = cameraReducer(asking, { type: 'close', atMs: 1100 });
    expect(cameraReducer(closed, { type: 'opened', atMs: 1200, request: 1, deviceId: null, label: '' })).toBe(
      CAMERA_IDLE,
    );
  });

  test.each(['unplugged', 'denied'] as const)('%s when the live camera is taken away, and only then', (fault) => {
    const ended = { type: 'ended', atMs: 3000, request: 1, fault } as const;
    expect(cameraReducer(live, ended)).toEqual({ phase: 'faulty', fault });
    expect(cameraReducer(live, { ...ended, request: 2 })).toBe(live);
    expect(cameraReducer(asking, ended)).toBe(asking);
  });

  test('live while it gives no picture, and says so', () => {
    const muted = cameraReducer(live, { type: 'muted', atMs: 2000, request: 1, muted: true });
    expect(muted).toMatchObject({ phase: 'live', muted: true });
    expect(cameraReducer(muted, { type: 'muted', atMs: 3000, request: 1, muted: false })).toEqual(live);
    expect(cameraReducer(asking, { type: 'muted', atMs: 2000, request: 1, muted: true })).toBe(asking);
  });

  test('slow first, timed out in the end', () => {
    const early = cameraReducer(asking, { type: 'tick', atMs: 1000 + CAMERA_SLOW_MS - 1 });
    expect(early).toBe(asking);
    const slow = cameraReducer(asking, { type: 'tick', atMs: 1000 + CAMERA_SLOW_MS });
    expect(slow).toMatchObject({ phase: 'asking', slow: true });
    expect(cameraReducer(slow, { type: 'tick', atMs: 1000 + CAMERA_DEADLINE_MS })).toEqual({
      phase: 'faulty',
      fault: 'timed-out',
    });
  });

  test('time passes without harm while live', () => {
    expect(cameraReducer(live, { type: 'tick', atMs: 1e9 })).toBe(live);
  });
});
