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

/**
 * The proof of a session whose judged frames, all of them kept, were these pictures. How sessions come to one: live-sign-up.test.ts.
 * @param seen whom the session was live with, when it is not the person of the kept frames
 */
export async function proofOf(
  server: TestServer,
  pictures: Picture[],
  { seen = pictures, ...session }: Session & { seen?: Picture[] },
): Promise<HeldProof> {
  const extractor = server.app.get(FaceExtractor, { strict: false });
  const faceOf = async (jpeg: Buffer, name: string) => {
    const face = (await extractor.extract(jpeg)).largest();
    if (!face) throw new Error(`no face in ${name}`);
    return face;
  };
  const captured: CapturedFrame[] = [];
  const images: KeptFrame[] = [];
  for (const picture of pictures) {
    const jpeg = await picture.jpeg();
    const { vector, quality } = await faceOf(jpeg, picture.name);
    const pose = picture.pose ?? 'front';
    captured.push({ pose, sha256: createHash('sha256').update(jpeg).digest('hex'), vector, quality });
    images.push({ pose, data: jpeg.toString('base64') });
  }
  const vectors =
    seen === pictures
      ? captured.map(({ vector }) => vector)
      : await Promise.all(seen.map(async (picture) => (await faceOf(await picture.jpeg(), picture.name)).vector));
  const evidence = {
    vector: fuse(vectors, 'cosine'),
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
