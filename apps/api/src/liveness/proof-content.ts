import type { Pose, ProofPurpose } from '@facegate/contracts';
import type { LiveEvidence, ScreenSigns } from '../face/liveness-judge.js';

/** What a proof is good for, and what it shows. */
export interface ProofContent {
  purpose: ProofPurpose;
  /** In hexadecimal. */
  nonceSha256: string;
  /** Of a session that belongs to an account. */
  userId?: string;
  /** Identity key of the name that was given when a `sign-in` started. */
  name?: string;
  /** Of the vectors. */
  model: string;
  evidence: LiveEvidence;
}

/** Vectors as base64 of float32 in the machine's own order: the proof is gone before it could move to another. */
interface Encoded extends Omit<ProofContent, 'evidence'> {
  evidence: {
    vector: string;
    frames: number;
    agreement: number;
    sha256s: readonly string[];
    screen?: ScreenSigns;
    captured: { pose: Pose; sha256: string; quality: number; vector: string }[];
  };
}

/** To be sealed. */
export function encodeContent({ evidence, ...binding }: ProofContent): Buffer {
  const { vector, captured, ...figures } = evidence;
  const encoded: Encoded = {
    ...binding,
    evidence: {
      ...figures,
      vector: encodeVector(vector),
      captured: captured.map((frame) => ({ ...frame, vector: encodeVector(frame.vector) })),
    },
  };
  return Buffer.from(JSON.stringify(encoded));
}

/** The inverse of {@link encodeContent}, of bytes that a seal vouches for. */
export function decodeContent(bytes: Buffer): ProofContent {
  const { evidence, ...binding } = JSON.parse(bytes.toString('utf8')) as Encoded;
  return {
    ...binding,
    evidence: {
      ...evidence,
      vector: decodeVector(evidence.vector),
      captured: evidence.captured.map((frame) => ({ ...frame, vector: decodeVector(frame.vector) })),
    },
  };
}

function encodeVector({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function decodeVector(text: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}
