import { shownFaces, useVideoRatio, useWatch, type Camera } from '@facegate/face-capture';
import { Button, Stack, Switch, VisuallyHidden } from '@mantine/core';
import { IconCameraOff } from '@tabler/icons-react';
import type { RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { accessToken } from '../../shared/api/http.js';
import { CameraChoice } from '../../shared/capture/camera-choice.js';
import { CameraPicture, PictureWords } from '../../shared/capture/camera-picture.js';
import { useSettled } from '../../shared/capture/use-settled.js';
import { Surface } from '../../shared/ui/surface.js';
import { FaceOverlay } from './face-overlay.js';
import { LiveFigures } from './live-figures.js';
import { liveStatus } from './live-status.js';
import styles from './live-view.module.css';
import { SeenFaces } from './seen-faces.js';
import { useFaceWords } from './use-face-words.js';
import { WatchFailure } from './watch-failure.js';

interface LiveViewProps {
  camera: Camera;
  video: HTMLVideoElement | null;
  videoRef: RefCallback<HTMLVideoElement>;
  /** Whether points of each face are wanted. */
  landmarks: boolean;
  onLandmarks: (wanted: boolean) => void;
}

/** Of most cameras, until the picture is there. */
const USUAL_RATIO = 4 / 3;
/** What is said stands that long, so that it can be read, or heard to its end. */
const STATUS_SETTLE_MS = 400;
const SUMMARY_SETTLE_MS = 1500;

/** The camera's picture with a box and words for everybody in it, as the server answers. */
export function LiveView({ camera, video, videoRef, landmarks, onLandmarks }: LiveViewProps) {
  const { t } = useTranslation('live');
  const ratio = useVideoRatio(video) ?? USUAL_RATIO;
  const watch = useWatch({ video, landmarks, accessToken });
  const { nameOf, summaryOf } = useFaceWords();
  const faces = shownFaces(watch.tracks, watch.tracks.answeredAtMs, true);
  const status = useSettled(liveStatus(watch, faces.length), STATUS_SETTLE_MS);
  const summary = useSettled(faces.length > 0 ? summaryOf(faces) : '', SUMMARY_SETTLE_MS);
  return (
    <Stack gap="md">
      <CameraPicture videoRef={videoRef} aspectRatio={ratio} height="min(60dvh, 40rem)">
        <FaceOverlay tracks={watch.tracks} wordsFor={nameOf} />
        <PictureWords>{status && <span>{t(`status.${status}`)}</span>}</PictureWords>
      </CameraPicture>
      <VisuallyHidden component="output">{summary}</VisuallyHidden>
      {watch.failure ? (
        <WatchFailure failure={watch.failure} retryInS={watch.retryInS} retry={watch.retry} />
      ) : (
        <SeenFaces faces={faces} nameOf={nameOf} />
      )}
      <Surface>
        <Stack gap="lg">
          <LiveFigures figures={watch.figures} />
          <div className={styles['controls']}>
            <Switch
              label={t('landmarks')}
              checked={landmarks}
              onChange={(event) => onLandmarks(event.currentTarget.checked)}
            />
            <CameraChoice camera={camera} />
            <Button
              variant="default"
              leftSection={<IconCameraOff size={18} aria-hidden />}
              onClick={() => camera.close()}
            >
              {t('stop')}
            </Button>
          </div>
        </Stack>
      </Surface>
    </Stack>
  );
}
