import { Button } from '@mantine/core';
import { IconPassword } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recognizeFacial } from '../../shared/api/facegate-api.js';
import { forgetUsername, lastUsername } from '../../shared/api/last-username.js';
import { useCameraAtOnce } from '../../shared/capture/use-camera-at-once.js';
import { LiveCheck } from '../../shared/liveness/live-check.js';
import type { LivePlan } from '../../shared/liveness/live-plan.js';
import { useLiveCapture } from '../../shared/liveness/use-live-capture.js';
import { proofFields, useLiveProof } from '../../shared/liveness/use-live-proof.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { CameraRefused } from './camera-refused.js';
import { NameChoice } from './name-choice.js';
import { NameForm } from './name-form.js';
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
  const [naming, setNaming] = useState(false);
  const named = username === null ? null : { username };
  // On a match the session begins.
  const sending = useLiveProof((proof, signal) => recognizeFacial({ ...proofFields(proof), ...named }, signal));
  const plan = useMemo<LivePlan>(() => ({ purpose: 'sign-in', ...(username !== null && { username }) }), [username]);
  const live = useLiveCapture({ camera, plan, onLive: sending.take });
  const { problem, forget } = sending;
  const { close, open } = camera;
  const nameWanted = problem?.code === 'USERNAME_REQUIRED';

  useEffect(() => {
    const question = secondFactorQuestion(problem);
    if (question) onSecondFactor(question);
  }, [problem, onSecondFactor]);

  useEffect(() => {
    // A session is for one name: it begins when the name is known.
    if (naming || nameWanted) close();
  }, [naming, nameWanted, close]);

  const begin = (name: string | null): void => {
    setNaming(false);
    forget();
    if (name === username) live.liveness.again();
    setUsername(name);
    open();
  };

  const usePassword = (
    <Button variant="default" leftSection={<IconPassword size={20} aria-hidden />} onClick={onPassword}>
      {t('face.usePassword')}
    </Button>
  );

  if (naming || nameWanted) {
    return (
      <>
        <StepHeading>{t('face.title')}</StepHeading>
        <NameForm wanted={nameWanted} onName={begin}>
          {usePassword}
        </NameForm>
      </>
    );
  }
  if (camera.state.phase === 'faulty') {
    return (
      <PasswordForm onSecondFactor={onSecondFactor}>
        <CameraRefused fault={camera.state.fault} onRetry={() => open()} />
      </PasswordForm>
    );
  }
  return (
    <>
      <StepHeading>{t('face.title')}</StepHeading>
      <LiveCheck
        live={live}
        sending={sending}
        name={
          <NameChoice
            username={username}
            onName={() => setNaming(true)}
            onForget={() => {
              forgetUsername();
              setUsername(null);
            }}
          />
        }
        otherWays={usePassword}
      />
    </>
  );
}
