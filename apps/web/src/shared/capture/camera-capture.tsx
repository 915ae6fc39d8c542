import { grabFrame, useVideo, type Picture } from '@facegate/face-capture';
import { Button, Stack } from '@mantine/core';
import { IconCamera, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from '../ui/busy-button.js';
import { Notice } from '../ui/notice.js';
import { CameraChoice } from './camera-choice.js';
import { CameraGate } from './camera-gate.js';
import { CaptureStage } from './capture-stage.js';
import { useCameraAtOnce } from './use-camera-at-once.js';

interface CameraCaptureProps {
  onPicture: (picture: Picture) => void;
  onUpload: () => void;
}

/** One picture of the camera, taken by the person. Opens the camera when it appears. */
export function CameraCapture({ onPicture, onUpload }: CameraCaptureProps) {
  const { t } = useTranslation('capture');
  const camera = useCameraAtOnce();
  const [video, videoRef] = useVideo(camera.stream);
  const [failed, setFailed] = useState(false);
  const [grabbing, setGrabbing] = useState(false);

  const take = async (from: HTMLVideoElement): Promise<void> => {
    setFailed(false);
    setGrabbing(true);
    try {
      onPicture(await grabFrame(from));
    } catch {
      // The camera has not shown a picture yet.
      setFailed(true);
    }
    setGrabbing(false);
  };

  const upload = (
    <Button variant="default" leftSection={<IconUpload size={18} aria-hidden />} onClick={onUpload}>
      {t('uploadInstead')}
    </Button>
  );
  return (
    <CameraGate camera={camera} otherWays={upload}>
      <CaptureStage videoRef={videoRef} prompt="look-front" instruction="prompt.look-front" parts={[]} good={false} />
      <Stack gap="xs" align="center">
        <BusyButton
          size="md"
          leftSection={<IconCamera size={20} aria-hidden />}
          loading={grabbing}
          disabled={!video}
          onClick={() => video && void take(video)}
        >
          {t('takePicture')}
        </BusyButton>
        {failed && <Notice kind="info">{t('notYet')}</Notice>}
        <CameraChoice camera={camera} />
      </Stack>
    </CameraGate>
  );
}
