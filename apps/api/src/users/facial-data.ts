import type { Pose } from '@facegate/contracts';

/** One enrolled face as the database holds it. */
export interface StoredFace {
  id: string;
  pose: Pose;
  /** 0…1. */
  quality: number;
  /** ISO 8601. */
  enrolledAt: string;
  /** The feature vector (float32, little endian), sealed for this user and face, in base64. */
  sealed: string;
}

/** `users.facial_data`. */
export interface FacialData {
  /** Name and version of the embedding model: vectors of different models are never compared. */
  model: string;
  metric: string;
  faces: StoredFace[];
}
