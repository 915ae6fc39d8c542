import { useCamera, useVideo } from '@facegate/face-capture';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPassword, IconRefresh } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraChoice } from '../../shared/capture/camera-choice.js';
import { CameraGate } from '../../shared/capture/camera-gate.js';
import { Notice } from '../../shared/ui/notice.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { BlinkCapture } from './blink-capture.js';
import { PasswordForm } from './password-form.js';

/** Opens the camera by itself. Without one, the password form and why. */
export function FaceLogIn({ onPassword }: { onPassword: () => void }) {
  const { t } = useTranslation(['logIn', 'capture', 'common']);
  const camera = useCamera();
  const [video, videoRef] = useVideo(camera.stream);
  const { open } = camera;

  useEffect(() => {
    open();
  }, [open]);

  if (camera.state.phase === 'faulty') {
    const { fault } = camera.state;
    return (
      <PasswordForm>
        <div data-prompt="none" data-camera={fault}>
          <Notice kind="info" title={t(`capture:fault.${fault}.title`)}>
            <Text size="sm">{t(`capture:fault.${fault}.text`)}</Text>
            <Group mt="sm">
              <Button
                size="xs"
                variant="default"
                leftSection={<IconRefresh size={16} aria-hidden />}
                onClick={() => open()}
              >
                {t('common:actions.tryAgain')}
              </Button>
            </Group>
          </Notice>
        </div>
      </PasswordForm>
    );
  }

  const password = (
    <Button variant="default" leftSection={<IconPassword size={20} aria-hidden />} onClick={onPassword}>
      {t('face.usePassword')}
    </Button>
  );
  return (
    <>
      <StepHeading>{t('face.title')}</StepHeading>
      <CameraGate camera={camera} otherWays={password}>
        <BlinkCapture video={video} videoRef={videoRef} />
        <Stack gap="xs" align="center">
          {password}
          <CameraChoice camera={camera} />
        </Stack>
      </CameraGate>
    </>
  );
}
