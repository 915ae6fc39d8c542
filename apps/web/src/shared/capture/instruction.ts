import type { LivenessGuidance } from '@facegate/contracts';
import type { Prompt } from '@facegate/face-capture';

/** Which sentence of the `capture` texts is shown. One at a time. */
export type Instruction =
  | `prompt.${Exclude<Prompt, 'none'>}`
  | `guidance.${LivenessGuidance}`
  | 'checking'
  | 'waiting'
  | 'connecting'
  | 'reconnecting';
