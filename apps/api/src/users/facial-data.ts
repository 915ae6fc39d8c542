import type { FaceLogInState, Pose } from '@facegate/contracts';
import type { KeyHolder } from '../common/crypto/data-keys.js';

/** One enrolled face as the database holds it. */
export interface StoredFace {
  id: string;
  pose: Pose;
  /** 0…1. */
  quality: number;
  /** ISO 8601. */
  enrolledAt: string;
  /** The feature vector (float32, little endian), sealed with the person's data key for this face, in base64. */
  sealed: string;
  /** `false`: came as a file, is kept as a picture and never compared. Left out: a reference. */
  isReference?: false;
  /** Where it is not that of the account: a template that a reindex could not make anew, kept for its own engine. */
  model?: string;
}

/** `users.facial_data`. */
export interface FacialData {
  /** Name and version of the embedding model: vectors of different models are never compared. */
  model: string;
  metric: string;
  faces: StoredFace[];
}

/** An account, as far as its faces go. */
export interface FaceOwner extends KeyHolder {
  facialData: FacialData;
}

export const isReference = ({ isReference: marked }: StoredFace): boolean => marked !== false;

/** Whether a log-in can compare with something. */
export function faceLogInOf({ faces }: FacialData): FaceLogInState {
  if (faces.some(isReference)) return 'on';
  return faces.length > 0 ? 'pending' : 'off';
}
