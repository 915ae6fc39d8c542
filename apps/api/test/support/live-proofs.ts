import { createHash } from 'node:crypto';
import type { ProofPurpose } from '@facegate/contracts';
import { fuse } from '@facegate/face-engine';
import type { Picture } from '@facegate/test-footage';
import { FaceExtractor } from '../../src/face/face-extractor.js';
import type { CapturedFrame } from '../../src/face/liveness-judge.js';
import { LivenessProofs } from '../../src/liveness/liveness-proofs.js';
import { type KeptFrame, newNonce } from './live-person.js';
import type { TestServer } from './server.js';

/** What a page holds when its session has ended well. */
export interface HeldProof {
  fields: { livenessToken: string; nonce: string };
  /** The frames that the session kept. */
  images: KeptFrame[];
}

interface Session {
  purpose: ProofPurpose;
  userId?: string;
  name?: string;
}

/** The proof of a session whose judged frames, all of them kept, were these pictures. How sessions come to one: live-sign-up.test.ts. */
export async function proofOf(server: TestServer, pictures: Picture[], session: Session): Promise<HeldProof> {
  const extractor = server.app.get(FaceExtractor, { strict: false });
  const captured: CapturedFrame[] = [];
  const images: KeptFrame[] = [];
  for (const picture of pictures) {
    const jpeg = await picture.jpeg();
    const face = (await extractor.extract(jpeg)).largest();
    if (!face) throw new Error(`no face in ${picture.name}`);
    const { vector, quality } = face;
    const pose = picture.pose ?? 'front';
    captured.push({ pose, sha256: createHash('sha256').update(jpeg).digest('hex'), vector, quality });
    images.push({ pose, data: jpeg.toString('base64') });
  }
  const evidence = {
    vector: fuse(
      captured.map(({ vector }) => vector),
      'cosine',
    ),
    frames: captured.length,
    agreement: 1,
    sha256s: captured.map(({ sha256 }) => sha256),
    captured,
    screen: { banding: 0.0123, flicker: 0.0045 },
  };
  const nonce = newNonce();
  const proofs = server.app.get(LivenessProofs, { strict: false });
  return { fields: { livenessToken: await proofs.issue({ ...session, nonce }, evidence), nonce }, images };
}
