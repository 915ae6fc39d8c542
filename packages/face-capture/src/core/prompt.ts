import { LIVENESS_ACTIONS } from '@facegate/contracts';
import type { LivePhase } from './live-session.js';

/** What the person is asked to do now. Stays the same while guidance says how to do it better. */
export const PROMPTS = ['look-front', ...LIVENESS_ACTIONS, 'none'] as const;
export type Prompt = (typeof PROMPTS)[number];

export function livePrompt(phase: LivePhase): Prompt {
  if (phase.name === 'learning') return 'look-front';
  if (phase.name !== 'step') return 'none';
  return phase.wayBack || phase.action === 'hold-still' ? 'look-front' : phase.action;
}
