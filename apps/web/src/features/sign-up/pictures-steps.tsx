import { SIGN_UP_POSES, type AccountFields, type Pose } from '@facegate/contracts';
import { useCamera, useMultiAngleCapture, useVideo } from '@facegate/face-capture';
import { useEffect, type Dispatch } from 'react';
import { createTracker } from '../../shared/capture/create-tracker.js';
import { CameraStep } from './camera-step.js';
import { CaptureStep } from './capture-step.js';
import { ConsentStep } from './consent-step.js';
import { ReviewStep } from './review-step.js';
import type { SignUpEvent, SignUpState } from './sign-up-state.js';
import { UploadStep } from './upload-step.js';

interface PicturesStepsProps {
  state: SignUpState;
  account: AccountFields;
  dispatch: Dispatch<SignUpEvent>;
}

/** From the question for the camera to the answer of the server: owns the camera and the pictures. */
export function PicturesSteps({ state, account, dispatch }: PicturesStepsProps) {
  const camera = useCamera();
  const [video, videoRef] = useVideo(camera.stream);
  const capture = useMultiAngleCapture({ video, poses: SIGN_UP_POSES, createTracker });
  const { step } = state;
  const { close } = camera;

  useEffect(() => {
    if (capture.phase === 'done') dispatch({ type: 'pictures-complete' });
  }, [capture.phase, dispatch]);

  useEffect(() => {
    if (step !== 'capture') close();
  }, [step, close]);

  const takeWithCamera = (): void => {
    camera.open();
    dispatch({ type: 'way-chosen', way: 'capture' });
  };
  const takeFromFiles = (): void => dispatch({ type: 'way-chosen', way: 'upload' });
  const retake = (pose: Pose): void => {
    capture.retake(pose);
    if (state.way === 'capture') camera.open();
    dispatch({ type: 'retake', pose });
  };

  switch (step) {
    case 'camera':
      return (
        <CameraStep
          onCamera={takeWithCamera}
          onUpload={takeFromFiles}
          onBack={() => dispatch({ type: 'went-to', step: 'account' })}
        />
      );
    case 'capture':
      return <CaptureStep camera={camera} capture={capture} videoRef={videoRef} onUpload={takeFromFiles} />;
    case 'upload':
      return <UploadStep capture={capture} onCamera={takeWithCamera} />;
    case 'review':
      return (
        <ReviewStep
          samples={capture.samples}
          faults={state.pictureFaults}
          onRetake={retake}
          onContinue={() => dispatch({ type: 'pictures-accepted' })}
        />
      );
    case 'consent':
      return <ConsentStep account={account} samples={capture.samples} problem={state.problem} dispatch={dispatch} />;
    case 'account':
    case 'done':
      return null;
  }
}
