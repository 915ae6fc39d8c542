import { grabFrame, useBlinkLiveness, type BlinkFailure, type Picture } from '@facegate/face-capture';
import { Button, Stack } from '@mantine/core';
import { IconCamera, IconRefresh } from '@tabler/icons-react';
import { useEffect, type RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { CaptureStage } from '../../shared/capture/capture-stage.js';
import { createTracker } from '../../shared/capture/create-tracker.js';
import { instructionFor } from '../../shared/capture/instruction.js';
import { Notice } from '../../shared/ui/notice.js';

interface BlinkCaptureProps {
  video: HTMLVideoElement | null;
  videoRef: RefCallback<HTMLVideoElement>;
  /** The server is looking at the picture. */
  checking: boolean;
  onSample: (picture: Picture) => void;
  onFailure: (failure: BlinkFailure) => void;
}

/** Asks for the blink and gives the frame after it. Without a tracker the person presses a button instead. */
export function BlinkCapture({ video, videoRef, checking, onSample, onFailure }: BlinkCaptureProps) {
  const { t } = useTranslation('capture');
  const blink = useBlinkLiveness({ video, createTracker, onSample });
  const { failure } = blink;
  const { status, retry } = blink.tracker;

  useEffect(() => {
    if (failure) onFailure(failure);
  }, [failure, onFailure]);

  const shutter = async (): Promise<void> => {
    if (video) onSample(await grabFrame(video));
  };

  const blinkSeen = blink.phase === 'settling' || blink.phase === 'ready';
  const good = blinkSeen || blink.phase === 'watching' || blink.phase === 'closed';
  const prompt = checking || status === 'failed' ? 'none' : blink.prompt;
  const instruction = checking
    ? 'checking'
    : instructionFor({ prompt: blink.prompt, guidance: blink.guidance, trackerLoading: status === 'loading' });
  return (
    <>
      <CaptureStage
        videoRef={videoRef}
        prompt={prompt}
        instruction={status === 'failed' && !checking ? null : instruction}
        progress={blinkSeen ? 1 : 0}
        good={good}
        busy={checking || status === 'loading'}
      />
      {status === 'failed' && (
        <Stack gap="sm">
          <Notice kind="info">{t('trackerFailed')}</Notice>
          <Button leftSection={<IconCamera size={20} aria-hidden />} loading={checking} onClick={() => void shutter()}>
            {t('takePicture')}
          </Button>
          <Button variant="subtle" size="sm" leftSection={<IconRefresh size={16} aria-hidden />} onClick={retry}>
            {t('trackerRetry')}
          </Button>
        </Stack>
      )}
    </>
  );
}
