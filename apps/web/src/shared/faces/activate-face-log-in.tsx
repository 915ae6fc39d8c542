import type { ReactNode } from 'react';
import { activateFaces, refreshProfile } from '../api/my-api.js';
import { useCameraAtOnce } from '../capture/use-camera-at-once.js';
import { LiveCheck } from '../liveness/live-check.js';
import type { LivePlan } from '../liveness/live-plan.js';
import { useLiveCapture } from '../liveness/use-live-capture.js';
import { proofFields, useLiveProof } from '../liveness/use-live-proof.js';
import { imagesOf } from './images-of.js';

interface ActivateFaceLogInProps {
  onDone: () => void;
  otherWays: ReactNode;
}

/** Without a pose: front, left and right. */
const PLAN: LivePlan = { purpose: 'add-face' };

/** The live check that an account made from files lacks: its frames become what log-in compares with. Opens the camera by itself. */
export function ActivateFaceLogIn({ onDone, otherWays }: ActivateFaceLogInProps) {
  const camera = useCameraAtOnce();
  const sending = useLiveProof(async (proof) => {
    await activateFaces({ ...proofFields(proof), images: await imagesOf(proof.pictures) });
    await refreshProfile();
    onDone();
  });
  const live = useLiveCapture({ camera, plan: PLAN, onLive: sending.take });
  return <LiveCheck live={live} sending={sending} otherWays={otherWays} />;
}
