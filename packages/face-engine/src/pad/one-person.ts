import { cosineSimilarity } from '../compare/compare.js';
import type { JudgedFrame } from './evidence.js';
import type { LivenessFailure } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';

/** A frame that is to be fused with those before, when it is not of the same person as every one of them (complete linkage). */
export function stranger(
  known: readonly JudgedFrame[],
  next: Pick<JudgedFrame, 'embedding' | 'degrees'>,
  { minSameFace, minSameFaceTurned, nearYawDegrees }: LivenessLimits,
): LivenessFailure | undefined {
  for (const { embedding, degrees } of known) {
    const furthest = Math.max(degrees, next.degrees);
    const score = cosineSimilarity(embedding, next.embedding);
    if (score < (furthest > nearYawDegrees ? minSameFaceTurned : minSameFace)) {
      return { code: 'FACE_CHANGED', detail: `score ${score.toFixed(3)}, ${furthest.toFixed(0)}° from rest` };
    }
  }
  return undefined;
}
