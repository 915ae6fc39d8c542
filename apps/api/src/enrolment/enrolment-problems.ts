import { type ErrorCode, FACE_PICTURE_CODES } from '@facegate/contracts';

/** What any call that enrols pictures can answer. */
export const PICTURE_PROBLEMS: readonly ErrorCode[] = [...FACE_PICTURE_CODES, 'BUSY', 'NOT_READY'];
