import type { LivenessAction } from '@facegate/contracts';
import { useVideo, type Camera, type LiveFailure } from '@facegate/face-capture';
import { Stack } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { CameraChoice } from '../capture/camera-choice.js';
import { CameraGate } from '../capture/camera-gate.js';
import { LivenessCapture } from './liveness-capture.js';
import { TryAgain } from './try-again.js';
import type { LivePicture } from './use-live-picture.js';

interface LiveCheckProps {
  camera: Camera;
  /** What becomes of the picture of who passed. */
  livePicture: LivePicture;
  /** Whom to compare with. */
  name?: ReactNode;
  otherWays: ReactNode;
}

/** Has the server's challenge passed before the camera and sends a picture; or says what went wrong, and begins anew. */
export function LiveCheck({ camera, livePicture, name, otherWays }: LiveCheckProps) {
  const [video, videoRef] = useVideo(camera.stream);
  const [failure, setFailure] = useState<LiveFailure | null>(null);
  const [without, setWithout] = useState<readonly LivenessAction[]>([]);
  const { open, close } = camera;
  const { checking, problem } = livePicture;

  useEffect(() => {
    // Nothing is looked at until the person tries again.
    if (failure ?? problem) close();
  }, [failure, problem, close]);

  const again = (): void => {
    if (livePicture.sendAgain()) return;
    livePicture.forget();
    setFailure(null);
    open();
  };

  const cannot = (action: LivenessAction): void => {
    setWithout([...without, action]);
    if (failure) again();
  };

  if (failure || problem || (checking && camera.state.phase === 'idle')) {
    return (
      <TryAgain
        problem={problem}
        failure={failure}
        without={without}
        checking={checking}
        name={name}
        onAgain={again}
        onCannot={cannot}
      >
        {otherWays}
      </TryAgain>
    );
  }
  return (
    <CameraGate camera={camera} otherWays={otherWays}>
      <LivenessCapture
        video={video}
        videoRef={videoRef}
        without={without}
        onLive={livePicture.take}
        onFailure={setFailure}
        onCannot={cannot}
      />
      <Stack gap="xs" align="stretch">
        {name}
        {otherWays}
        <CameraChoice camera={camera} />
      </Stack>
    </CameraGate>
  );
}
