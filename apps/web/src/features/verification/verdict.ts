import type { Closeness, FaceList, FaceVerification } from '@facegate/contracts';

export type Verdict = Closeness | 'not-assessed';

/** What to say. `not-assessed`: the person has no face that anything could be compared with. */
export function verdictOf({ closeness }: FaceVerification, faces: FaceList | undefined): Verdict {
  const comparable = faces === undefined || faces.faces.some(({ isReference }) => isReference);
  return comparable ? closeness : 'not-assessed';
}
