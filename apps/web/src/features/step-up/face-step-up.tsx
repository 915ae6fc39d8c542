import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { stepUp } from '../../shared/api/my-api.js';
import { useCameraAtOnce } from '../../shared/capture/use-camera-at-once.js';
import { LiveCheck } from '../../shared/liveness/live-check.js';
import { useLivePicture } from '../../shared/liveness/use-live-picture.js';

interface FaceStepUpProps {
  onProven: () => void;
  otherWays: ReactNode;
}

/** The live check of the log-in, for one's own account. */
export function FaceStepUp({ onProven, otherWays }: FaceStepUpProps) {
  const camera = useCameraAtOnce();
  // Goes on when the dialog is left: an answer that nobody hears would end the session that it puts in the place of this.
  const livePicture = useLivePicture(async (picture) => {
    await stepUp(picture);
    onProven();
  });
  return (
    <Stack gap="md" tabIndex={-1} style={{ outline: 'none' }} data-autofocus>
      <LiveCheck camera={camera} livePicture={livePicture} otherWays={otherWays} />
    </Stack>
  );
}
