import type { LivenessAction } from '@facegate/contracts';
import { useCamera, useVideo, type LiveFailure } from '@facegate/face-capture';
import { Button, Stack } from '@mantine/core';
import { IconPassword } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lastUsername } from '../../shared/api/last-username.js';
import { CameraChoice } from '../../shared/capture/camera-choice.js';
import { CameraGate } from '../../shared/capture/camera-gate.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { CameraRefused } from './camera-refused.js';
import { LivenessCapture } from './liveness-capture.js';
import { NameField } from './name-field.js';
import { PasswordForm } from './password-form.js';
import { type SecondFactorQuestion, secondFactorQuestion } from './second-factor-question.js';
import { TryAgain } from './try-again.js';
import { useRecognition } from './use-recognition.js';

interface FaceLogInProps {
  /** The face was right, and is not enough. */
  onSecondFactor: (question: SecondFactorQuestion) => void;
  onPassword: () => void;
}

/** Opens the camera by itself. Without one, the password form and why. */
export function FaceLogIn({ onSecondFactor, onPassword }: FaceLogInProps) {
  const { t } = useTranslation('logIn');
  const camera = useCamera();
  const [video, videoRef] = useVideo(camera.stream);
  const [username, setUsername] = useState(lastUsername);
  const [failure, setFailure] = useState<LiveFailure | null>(null);
  const [without, setWithout] = useState<readonly LivenessAction[]>([]);
  const recognition = useRecognition(username ?? '');
  const { open, close } = camera;
  const { checking, problem, recognize } = recognition;

  useEffect(() => {
    open();
  }, [open]);

  useEffect(() => {
    // Nothing is looked at until the person tries again.
    if (failure ?? problem) close();
  }, [failure, problem, close]);

  useEffect(() => {
    const question = secondFactorQuestion(problem);
    if (question) onSecondFactor(question);
  }, [problem, onSecondFactor]);

  const again = (): void => {
    if (recognition.sendAgain()) return;
    recognition.forget();
    setFailure(null);
    open();
  };

  const cannot = (action: LivenessAction): void => {
    setWithout([...without, action]);
    if (failure) again();
  };

  if (camera.state.phase === 'faulty') {
    return (
      <PasswordForm onSecondFactor={onSecondFactor}>
        <CameraRefused fault={camera.state.fault} onRetry={() => open()} />
      </PasswordForm>
    );
  }

  const password = (
    <Button variant="default" leftSection={<IconPassword size={20} aria-hidden />} onClick={onPassword}>
      {t('face.usePassword')}
    </Button>
  );
  const name = (
    <NameField username={username} wanted={problem?.code === 'USERNAME_REQUIRED'} onUsername={setUsername} />
  );
  return (
    <>
      <StepHeading>{t('face.title')}</StepHeading>
      {failure || problem || (checking && camera.state.phase === 'idle') ? (
        <TryAgain
          problem={problem}
          failure={failure}
          without={without}
          checking={checking}
          name={name}
          onAgain={again}
          onCannot={cannot}
        >
          {password}
        </TryAgain>
      ) : (
        <CameraGate camera={camera} otherWays={password}>
          <LivenessCapture
            video={video}
            videoRef={videoRef}
            without={without}
            onLive={recognize}
            onFailure={setFailure}
            onCannot={cannot}
          />
          <Stack gap="xs" align="stretch">
            {name}
            {password}
            <CameraChoice camera={camera} />
          </Stack>
        </CameraGate>
      )}
    </>
  );
}
