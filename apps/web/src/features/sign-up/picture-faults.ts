import { FACE_PICTURE_CODES, type FacePictureCode, type Pose } from '@facegate/contracts';
import type { ApiProblem } from '../../shared/api/problem.js';

/** The reason next to the picture it concerns. */
export type PictureFaults = Partial<Record<Pose, FacePictureCode>>;

const isPictureCode = (code: string): code is FacePictureCode => FACE_PICTURE_CODES.some((known) => known === code);

/** @param poses in the order in which the pictures were sent: the server names each by its index. */
export function pictureFaultsOf(problem: ApiProblem, poses: readonly Pose[]): PictureFaults {
  const faults: PictureFaults = {};
  for (const { index, code } of problem.errors) {
    const pose = index === undefined ? undefined : poses[index];
    if (!pose) continue;
    // A code that says nothing of a picture (a constraint's name) is about its data.
    faults[pose] ??= isPictureCode(code) ? code : 'IMAGE_INVALID';
  }
  return faults;
}
