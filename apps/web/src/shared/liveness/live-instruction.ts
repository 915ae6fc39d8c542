import type { Liveness } from '@facegate/face-capture';
import type { Instruction } from '../capture/instruction.js';

type Situation = Pick<Liveness, 'phase' | 'prompt' | 'guidance' | 'reconnecting'>;

/** How to do it better, before what to do. Null when it is over. */
export function liveInstruction({ phase, prompt, guidance, reconnecting }: Situation): Instruction | null {
  if (phase === 'waiting') return 'waiting';
  if (phase === 'connecting') return reconnecting ? 'reconnecting' : 'connecting';
  if (phase === 'live') return 'checking';
  if (guidance) return `guidance.${guidance}`;
  return prompt === 'none' ? null : `prompt.${prompt}`;
}
