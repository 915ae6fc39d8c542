import { LIVE_FRAME_MAX_BYTES, LIVE_FRAMES_PER_SECOND } from '@facegate/contracts';
import { describe, expect, it } from 'vitest';
import { FrameGate } from './frame-gate.js';

const jpeg = (length = 100) => Buffer.concat([Buffer.of(0xff, 0xd8), Buffer.alloc(length - 2)]);

describe('FrameGate', () => {
  it('lets a frame pass for each credit', () => {
    const gate = new FrameGate();
    gate.grant(2);
    expect([gate.pass(jpeg(), 0), gate.pass(jpeg(), 100), gate.pass(jpeg(), 200)]).toEqual([
      undefined,
      undefined,
      'TOO_FAST',
    ]);
  });

  it.each([
    ['a frame of the largest size', jpeg(LIVE_FRAME_MAX_BYTES), undefined],
    ['one byte more', jpeg(LIVE_FRAME_MAX_BYTES + 1), 'FRAME_TOO_LARGE'],
    ['nothing', Buffer.alloc(0), 'IMAGE_INVALID'],
    ['a PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'IMAGE_INVALID'],
  ])('%s', (_name, frame, expected) => {
    const gate = new FrameGate();
    gate.grant(1);
    expect(gate.pass(frame, 0)).toBe(expected);
  });

  it('holds the rate, whatever the credit', () => {
    const gate = new FrameGate();
    gate.grant(100);
    const passed = Array.from({ length: LIVE_FRAMES_PER_SECOND + 1 }, (_, n) => gate.pass(jpeg(), n * 10));
    expect(passed.at(-1)).toBe('TOO_FAST');
    expect(passed.slice(0, -1).every((fault) => fault === undefined)).toBe(true);
    expect(gate.pass(jpeg(), 2000)).toBeUndefined();
  });
});
