import { Button } from '@mantine/core';
import { IconPassword } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recognizeFacial } from '../../shared/api/facegate-api.js';
import { lastUsername } from '../../shared/api/last-username.js';
import { useCameraAtOnce } from '../../shared/capture/use-camera-at-once.js';
import { LiveCheck } from '../../shared/liveness/live-check.js';
import { useLivePicture } from '../../shared/liveness/use-live-picture.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { CameraRefused } from './camera-refused.js';
import { NameField } from './name-field.js';
import { PasswordForm } from './password-form.js';
import { type SecondFactorQuestion, secondFactorQuestion } from './second-factor-question.js';

interface FaceLogInProps {
  /** The face was right, and is not enough. */
  onSecondFactor: (question: SecondFactorQuestion) => void;
  onPassword: () => void;
}

/** Opens the camera by itself. Without one, the password form and why. */
export function FaceLogIn({ onSecondFactor, onPassword }: FaceLogInProps) {
  const { t } = useTranslation('logIn');
  const camera = useCameraAtOnce();
  const [username, setUsername] = useState(lastUsername);
  // On a match the session begins.
  const livePicture = useLivePicture((picture, signal) =>
    recognizeFacial({ ...picture, ...(username && { username }) }, signal),
  );
  const { problem } = livePicture;

  useEffect(() => {
    const question = secondFactorQuestion(problem);
    if (question) onSecondFactor(question);
  }, [problem, onSecondFactor]);

  if (camera.state.phase === 'faulty') {
    return (
      <PasswordForm onSecondFactor={onSecondFactor}>
        <CameraRefused fault={camera.state.fault} onRetry={() => camera.open()} />
      </PasswordForm>
    );
  }
  return (
    <>
      <StepHeading>{t('face.title')}</StepHeading>
      <LiveCheck
        camera={camera}
        livePicture={livePicture}
        name={<NameField username={username} wanted={problem?.code === 'USERNAME_REQUIRED'} onUsername={setUsername} />}
        otherWays={
          <Button variant="default" leftSection={<IconPassword size={20} aria-hidden />} onClick={onPassword}>
            {t('face.usePassword')}
          </Button>
        }
      />
    </>
  );
}
