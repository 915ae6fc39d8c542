import type { Camera, MultiAngleCapture } from '@facegate/face-capture';
import { Button, Group, Stack } from '@mantine/core';
import { IconCamera, IconRefresh } from '@tabler/icons-react';
import type { RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from '../ui/busy-button.js';
import { Notice } from '../ui/notice.js';
import { CameraChoice } from './camera-choice.js';
import { CaptureStage } from './capture-stage.js';
import { instructionFor } from './instruction.js';
import { PictureInput } from './picture-input.js';
import { useSettled } from './use-settled.js';

const SETTLE_MS = 250;

interface GuidedCaptureProps {
  camera: Camera;
  capture: MultiAngleCapture;
  videoRef: RefCallback<HTMLVideoElement>;
}

/** The live picture with its instruction, the shutter, and a file as the third way. */
export function GuidedCapture({ camera, capture, videoRef }: GuidedCaptureProps) {
  const { t } = useTranslation(['capture', 'common']);
  const { pose, phase, tracker } = capture;
  const holding = phase === 'holding';
  const grabbing = phase === 'grabbing';
  const instruction = instructionFor({
    prompt: capture.prompt,
    guidance: capture.guidance,
    holding,
    grabbing,
    trackerLoading: tracker.status === 'loading',
  });
  const settled = useSettled(instruction, SETTLE_MS);
  return (
    <>
      <CaptureStage
        videoRef={videoRef}
        prompt={capture.prompt}
        instruction={settled}
        progress={[grabbing ? 1 : capture.holdProgress]}
        good={holding || grabbing}
        busy={tracker.status === 'loading'}
      />
      <Stack gap="xs" align="center">
        <BusyButton
          leftSection={<IconCamera size={20} aria-hidden />}
          variant={tracker.status === 'failed' || capture.stalled ? 'filled' : 'light'}
          disabled={!capture.shutterReady}
          loading={grabbing}
          onClick={capture.shutter}
        >
          {t('takePicture')}
        </BusyButton>
        {capture.stalled && tracker.status === 'running' && <Notice kind="info">{t('stalled')}</Notice>}
        {tracker.status === 'failed' && (
          <Notice kind="info">
            {t('trackerFailed')}
            <Group mt="xs">
              <Button
                size="xs"
                variant="default"
                leftSection={<IconRefresh size={16} aria-hidden />}
                onClick={tracker.retry}
              >
                {t('trackerRetry')}
              </Button>
            </Group>
          </Notice>
        )}
        {pose && (
          <PictureInput
            label={t('chooseFileFor', { pose: t(`common:poses.${pose}`) })}
            onPicture={(picture) => capture.upload(pose, picture)}
          >
            {t('uploadPicture')}
          </PictureInput>
        )}
        <CameraChoice camera={camera} />
      </Stack>
    </>
  );
}
