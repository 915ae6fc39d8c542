import { SIGN_UP_POSES, type AccountFields, type Pose } from '@facegate/contracts';
import { useCamera, type Captured, type LiveProof } from '@facegate/face-capture';
import { useEffect, useState, type Dispatch } from 'react';
import type { LivePlan } from '../../shared/liveness/live-plan.js';
import { useLiveCapture } from '../../shared/liveness/use-live-capture.js';
import { isFresh } from '../../shared/liveness/use-live-proof.js';
import { CameraStep } from './camera-step.js';
import { CaptureStep } from './capture-step.js';
import { ReviewStep } from './review-step.js';
import type { SignUpEvent, SignUpState } from './sign-up-state.js';
import { UploadStep } from './upload-step.js';
import { useStore } from './use-store.js';

interface PicturesStepsProps {
  state: SignUpState;
  account: AccountFields;
  dispatch: Dispatch<SignUpEvent>;
}

const PLAN: LivePlan = { purpose: 'sign-up', review: true };

/** From the question for the camera to the answer of the server: owns the camera, the live session and the pictures. */
export function PicturesSteps({ state, account, dispatch }: PicturesStepsProps) {
  const { step, way, complete } = state;
  const camera = useCamera();
  const [files, setFiles] = useState<Captured>({});
  const [proof, setProof] = useState<LiveProof | null>(null);
  const { storing, store } = useStore(account, dispatch);
  const live = useLiveCapture({
    camera,
    plan: PLAN,
    onLive: (given) => {
      setProof(given);
      store(given.pictures, given);
    },
  });
  const { liveness, again } = live;
  const { phase, failure } = liveness;
  const { close, open } = camera;
  const isLost = failure !== null && complete && way === 'capture';

  useEffect(() => {
    if (phase === 'review') dispatch({ type: 'pictures-complete' });
  }, [phase, dispatch]);

  useEffect(() => {
    if (SIGN_UP_POSES.every((pose) => files[pose])) dispatch({ type: 'pictures-complete' });
  }, [files, dispatch]);

  useEffect(() => {
    const reason = failure?.code === 'REVIEW_EXPIRED' ? failure.code : 'REVIEW_LOST';
    if (isLost) dispatch({ type: 'pictures-lost', reason });
  }, [isLost, failure, dispatch]);

  useEffect(() => {
    if (step !== 'capture') close();
  }, [step, close]);

  const takeWithCamera = (): void => {
    setProof(null);
    again();
    dispatch({ type: 'way-chosen', way: 'capture' });
  };
  const takeFromFiles = (): void => dispatch({ type: 'way-chosen', way: 'upload' });

  const retake = (pose: Pose): void => {
    if (way === 'capture') {
      liveness.retake(pose);
      open();
    } else {
      const { [pose]: _bad, ...others } = files;
      setFiles(others);
    }
    dispatch({ type: 'retake', pose });
  };

  const create = (): void => {
    if (way === 'upload') store(files, null);
    else if (!proof) liveness.finish();
    else if (isFresh(proof)) store(proof.pictures, proof);
    else dispatch({ type: 'pictures-lost', reason: 'PROOF_OVER' });
  };

  switch (step) {
    case 'camera':
      return (
        <CameraStep
          lost={state.lost}
          onCamera={takeWithCamera}
          onUpload={takeFromFiles}
          onBack={() => dispatch({ type: 'went-to', step: 'consent' })}
        />
      );
    case 'capture':
      return <CaptureStep live={live} onUpload={takeFromFiles} />;
    case 'upload':
      return (
        <UploadStep
          pictures={files}
          onPicture={(pose, picture) => setFiles({ ...files, [pose]: picture })}
          onCamera={takeWithCamera}
        />
      );
    case 'review':
      return (
        <ReviewStep
          pictures={way === 'capture' ? liveness.captured : files}
          areFiles={way === 'upload'}
          faults={state.pictureFaults}
          problem={state.problem}
          sending={storing || phase === 'finishing'}
          onRetake={way === 'upload' || liveness.retakable ? retake : null}
          onRetakeAll={takeWithCamera}
          onCreate={create}
        />
      );
    case 'account':
    case 'consent':
    case 'done':
      return null;
  }
}
