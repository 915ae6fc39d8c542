import { type ErrorCode, FACE_PICTURE_CODES } from '@facegate/contracts';

/** Of a picture that claims a pose, or stands beside others. */
const REFERENCE_ONLY = new Set<ErrorCode>(['POSE_MISMATCH', 'FACES_DIFFER', 'PICTURE_REPEATED']);

/** What any call that enrols pictures can answer. */
export const REFERENCE_PROBLEMS: readonly ErrorCode[] = [...FACE_PICTURE_CODES, 'BUSY', 'NOT_READY'];

/** What any call that compares one picture with enrolled faces can answer. */
export const PROBE_PROBLEMS: readonly ErrorCode[] = REFERENCE_PROBLEMS.filter((code) => !REFERENCE_ONLY.has(code));
