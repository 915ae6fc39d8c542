import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { stepUp } from '../../shared/api/my-api.js';
import { useCameraAtOnce } from '../../shared/capture/use-camera-at-once.js';
import { LiveCheck } from '../../shared/liveness/live-check.js';
import type { LivePlan } from '../../shared/liveness/live-plan.js';
import { useLiveCapture } from '../../shared/liveness/use-live-capture.js';
import { proofFields, useLiveProof } from '../../shared/liveness/use-live-proof.js';

interface FaceStepUpProps {
  onProven: () => void;
  otherWays: ReactNode;
}

const PLAN: LivePlan = { purpose: 'step-up' };

/** The live check of the log-in, for one's own account. */
export function FaceStepUp({ onProven, otherWays }: FaceStepUpProps) {
  const camera = useCameraAtOnce();
  // Goes on when the dialog is left: an answer that nobody hears would end the session that it puts in the place of this.
  const sending = useLiveProof(async (proof) => {
    await stepUp(proofFields(proof));
    onProven();
  });
  const live = useLiveCapture({ camera, plan: PLAN, onLive: sending.take });
  return (
    <Stack gap="md" tabIndex={-1} style={{ outline: 'none' }} data-autofocus>
      <LiveCheck live={live} sending={sending} otherWays={otherWays} />
    </Stack>
  );
}
