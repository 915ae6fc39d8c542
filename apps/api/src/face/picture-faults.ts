import type { FacePictureCode } from '@facegate/contracts';
import { ProblemError } from '../common/problem-error.js';
import type { SampleFault } from './face-extractor.js';

/** Of one picture beside others. */
type ComparisonFault = 'FACES_DIFFER' | 'PICTURE_REPEATED';

const DETAILS: Record<SampleFault | ComparisonFault, string> = {
  NO_FACE: 'No face was found. Look at the camera, with light on your face.',
  MULTIPLE_FACES: 'More than one face is in the picture. Be alone in it.',
  FACE_TOO_SMALL: 'The face is too small. Come closer to the camera.',
  FACE_CUT_OFF: 'Part of the face is outside the picture. Move to the middle.',
  TOO_DARK: 'The face is too dark. Put more light on it.',
  TOO_BRIGHT: 'The face is too bright. Turn away from the light or dim it.',
  BLURRED: 'The face is blurred. Hold still, and wipe the lens.',
  POSE_MISMATCH: 'The head is not in the pose that the picture should show.',
  EYES_CLOSED: 'The eyes are closed. Keep them open.',
  FACES_DIFFER: 'This picture shows another person than the other pictures.',
  PICTURE_REPEATED: 'This is the same picture as another one. Use a different one.',
};

/** One sentence that tells the person what to do. */
export function faultDetail(code: SampleFault | ComparisonFault): string {
  return DETAILS[code];
}

/** One thing that is wrong with one picture. */
export interface PictureFault {
  code: FacePictureCode;
  detail: string;
}

export function sampleFaults(codes: readonly SampleFault[]): PictureFault[] {
  return codes.map((code) => ({ code, detail: faultDetail(code) }));
}

/** Of a request with a single picture in `field`. */
export function pictureProblem(field: string, faults: readonly PictureFault[]): ProblemError {
  const first = faults[0]!;
  return new ProblemError(first.code, first.detail, {
    errors: faults.map(({ code, detail }) => ({ field, code, detail })),
  });
}
