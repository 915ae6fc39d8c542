import type { Watch } from '@facegate/face-capture';

/** What is said over the picture while there are no faces to show; null while there are. */
export type LiveStatus = 'waiting' | 'connecting' | 'nobody' | 'resting';

export function liveStatus({ phase }: Pick<Watch, 'phase'>, faces: number): LiveStatus | null {
  if (phase === 'watching') return faces > 0 ? null : 'nobody';
  // With another access token it goes on where it was.
  return phase === 'connecting' && faces > 0 ? null : phase;
}
