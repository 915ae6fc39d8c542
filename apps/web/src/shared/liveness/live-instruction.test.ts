import { expect, test } from 'vitest';
import { liveInstruction } from './live-instruction.js';

const step = { phase: 'step', prompt: 'turn-left', guidance: null, reconnecting: false } as const;

test('one instruction: the state of the line, before how to do better, before what to do', () => {
  expect(liveInstruction({ ...step, phase: 'waiting' })).toBe('waiting');
  expect(liveInstruction({ ...step, phase: 'connecting' })).toBe('connecting');
  expect(liveInstruction({ ...step, phase: 'connecting', reconnecting: true })).toBe('reconnecting');
  expect(liveInstruction({ ...step, guidance: 'turn-further' })).toBe('guidance.turn-further');
  expect(liveInstruction(step)).toBe('prompt.turn-left');
  expect(liveInstruction({ ...step, phase: 'learning', prompt: 'look-front' })).toBe('prompt.look-front');
  expect(liveInstruction({ ...step, phase: 'live', prompt: 'none' })).toBe('checking');
  expect(liveInstruction({ ...step, phase: 'ended', prompt: 'none' })).toBeNull();
});
