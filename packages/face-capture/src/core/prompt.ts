import { LIVENESS_ACTIONS, type Pose } from '@facegate/contracts';
import type { LivePhase } from './live-session.js';
import type { CapturePhase } from './multi-angle-capture.js';

/** What the person is asked to do now. Stays the same while guidance says how to do it better. */
export const PROMPTS = ['look-front', ...LIVENESS_ACTIONS, 'none'] as const;
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

export function livePrompt(phase: LivePhase): Prompt {
  if (phase.name === 'learning') return 'look-front';
  if (phase.name !== 'step') return 'none';
  return phase.wayBack ? 'look-front' : phase.action;
}
