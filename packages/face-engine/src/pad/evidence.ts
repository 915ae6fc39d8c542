import type { BackdropChange } from './backdrop.js';
import { cosineSimilarity } from '../compare/compare.js';
import { fuse } from '../compare/fuse.js';
import type { ClaimedPose } from '../types.js';

/** A frame of a session whose face was compared. */
export interface JudgedFrame {
  sha256: string;
  embedding: Float32Array;
  /** From the person's rest; 0 for a frame of its learning. */
  degrees: number;
  /** Above 0: how much it counts in the fused vector. */
  weight: number;
}

/** The frame that is kept for a pose. */
export interface CapturedFrame {
  pose: ClaimedPose;
  sha256: string;
  /** 0…1 */
  quality: number;
  embedding: Float32Array;
}

/** What a session that ended well has shown. */
export interface LiveEvidence {
  /** Fused from frames of the rest and of the movements, weighted by quality. */
  embedding: Float32Array;
  /** How many frames it is fused from. */
  frames: number;
  /** The least comparison score between two of them. */
  agreement: number;
  /** SHA-256, hex, of every frame that was judged. */
  sha256s: readonly string[];
  /** One for each pose that was asked for. */
  captured: readonly CapturedFrame[];
  /** What a screen's refresh would leave in the background; nothing is decided by it. */
  screen?: BackdropChange;
}

export function evidenceOf(
  judged: readonly JudgedFrame[],
  sha256s: readonly string[],
  captured: readonly CapturedFrame[],
): LiveEvidence {
  const embeddings = judged.map(({ embedding }) => embedding);
  return {
    embedding: fuse(
      embeddings,
      'cosine',
      judged.map(({ weight }) => weight),
    ),
    frames: judged.length,
    agreement: leastScore(embeddings),
    sha256s,
    captured,
  };
}

/** 1 for a single one. */
export function leastScore(embeddings: readonly Float32Array[]): number {
  let least = 1;
  for (const [i, one] of embeddings.entries()) {
    for (const other of embeddings.slice(i + 1)) least = Math.min(least, cosineSimilarity(one, other));
  }
  return least;
}
