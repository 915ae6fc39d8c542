import { Stack } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { CameraChoice } from '../capture/camera-choice.js';
import { CameraGate } from '../capture/camera-gate.js';
import { LivenessCapture } from './liveness-capture.js';
import { TryAgain } from './try-again.js';
import type { LiveCapture } from './use-live-capture.js';
import type { ProofOnItsWay } from './use-live-proof.js';

interface LiveCheckProps {
  live: LiveCapture;
  /** What becomes of the proof, where it is sent at once. */
  sending?: ProofOnItsWay;
  /** Above the picture: what is captured so far. */
  above?: ReactNode;
  /** Whom to compare with. */
  name?: ReactNode;
  otherWays: ReactNode;
}

/** The live session before the camera; or what went wrong, and how to begin again. */
export function LiveCheck({ live, sending, above, name, otherWays }: LiveCheckProps) {
  const { camera, liveness } = live;
  const { failure } = liveness;
  const { close } = camera;
  const problem = sending?.problem ?? null;
  const checking = sending?.checking ?? false;

  useEffect(() => {
    // Nothing is looked at until the person tries again.
    if (problem) close();
  }, [problem, close]);

  const again = (): void => {
    if (sending?.sendAgain()) return;
    sending?.forget();
    live.again();
  };

  if (failure || problem || (checking && camera.state.phase === 'idle')) {
    return (
      <TryAgain live={live} problem={problem} checking={checking} name={name} onAgain={again}>
        {otherWays}
      </TryAgain>
    );
  }
  return (
    <CameraGate camera={camera} otherWays={otherWays}>
      {above}
      <LivenessCapture live={live} />
      <Stack gap="xs" align="stretch">
        {name}
        {otherWays}
        <CameraChoice camera={camera} />
      </Stack>
    </CameraGate>
  );
}
