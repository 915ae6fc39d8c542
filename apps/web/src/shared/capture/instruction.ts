import type { LivenessGuidance } from '@facegate/contracts';
import type { Guidance, Prompt } from '@facegate/face-capture';

/** Which sentence of the `capture` texts is shown. One at a time. */
export type Instruction =
  | `prompt.${Exclude<Prompt, 'none'>}`
  | `guidance.${Guidance | LivenessGuidance}`
  | 'holding'
  | 'grabbing'
  | 'checking'
  | 'done'
  | 'trackerLoading'
  | 'waiting'
  | 'connecting'
  | 'reconnecting';

interface Situation {
  prompt: Prompt;
  guidance: Guidance | null;
  /** The frames are good and only time is missing. */
  holding?: boolean;
  grabbing?: boolean;
  trackerLoading?: boolean;
}

/** What helps most right now: first that something is taken, then how to do it better, then what to do. */
export function instructionFor({ prompt, guidance, holding, grabbing, trackerLoading }: Situation): Instruction {
  if (grabbing) return 'grabbing';
  if (trackerLoading) return 'trackerLoading';
  if (holding) return 'holding';
  if (guidance) return `guidance.${guidance}`;
  return prompt === 'none' ? 'done' : `prompt.${prompt}`;
}
