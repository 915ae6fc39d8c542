import type { Pose } from '@facegate/contracts';
import type { BlinkPhase } from './blink.js';
import type { CapturePhase } from './multi-angle-capture.js';

/** What the person is asked to do now. Stays the same while guidance says how to do it better. */
export const PROMPTS = [
  'look-front',
  'turn-left',
  'turn-right',
  'look-up',
  'look-down',
  'blink',
  'hold-still',
  'none',
] as const;
export type Prompt = (typeof PROMPTS)[number];

const POSE_PROMPT: Readonly<Record<Pose, Prompt>> = {
  front: 'look-front',
  left: 'turn-left',
  right: 'turn-right',
  up: 'look-up',
  down: 'look-down',
};

export function capturePrompt(pose: Pose | null, phase: CapturePhase): Prompt {
  return pose === null || phase.name === 'done' ? 'none' : POSE_PROMPT[pose];
}

const BLINK_PROMPT: Readonly<Record<BlinkPhase['name'], Prompt>> = {
  seeking: 'look-front',
  learning: 'look-front',
  watching: 'blink',
  closed: 'blink',
  settling: 'hold-still',
  ready: 'hold-still',
  'timed-out': 'none',
};

export function blinkPrompt(phase: BlinkPhase): Prompt {
  return BLINK_PROMPT[phase.name];
}
