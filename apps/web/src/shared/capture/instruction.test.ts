import { expect, test } from 'vitest';
import { instructionFor } from './instruction.js';

test('one instruction: what is taken, before how to do better, before what to do', () => {
  const asked = { prompt: 'turn-left', guidance: 'closer' } as const;
  expect(instructionFor({ ...asked, grabbing: true, holding: true })).toBe('grabbing');
  expect(instructionFor({ ...asked, trackerLoading: true })).toBe('trackerLoading');
  expect(instructionFor({ ...asked, guidance: null, holding: true })).toBe('holding');
  expect(instructionFor(asked)).toBe('guidance.closer');
  expect(instructionFor({ ...asked, guidance: null })).toBe('prompt.turn-left');
  expect(instructionFor({ prompt: 'none', guidance: null })).toBe('done');
});
