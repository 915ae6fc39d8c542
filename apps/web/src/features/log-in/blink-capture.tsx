import { grabFrame, useBlinkLiveness, type BlinkFailure } from '@facegate/face-capture';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { IconCamera, IconRefresh } from '@tabler/icons-react';
import { useState, type RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { CaptureStage } from '../../shared/capture/capture-stage.js';
import { createTracker } from '../../shared/capture/create-tracker.js';
import { instructionFor } from '../../shared/capture/instruction.js';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import { Notice } from '../../shared/ui/notice.js';
import { useRecognition } from './use-recognition.js';

const FAILURE_TEXT = {
  'no-face': 'face.noFace',
  'no-blink': 'face.noBlink',
  'no-still-moment': 'face.noStillMoment',
} as const satisfies Record<BlinkFailure, string>;

interface BlinkCaptureProps {
  video: HTMLVideoElement | null;
  videoRef: RefCallback<HTMLVideoElement>;
}

/** Asks for the blink, sends the frame after it, and says what came of it. */
export function BlinkCapture({ video, videoRef }: BlinkCaptureProps) {
  const { t } = useTranslation(['logIn', 'capture']);
  const problemText = useProblemText();
  const [username, setUsername] = useState('');
  const [named, setNamed] = useState(false);
  const recognition = useRecognition(named ? username.trim() : '');
  const { checking, problem } = recognition;
  const blink = useBlinkLiveness({ video, createTracker, onSample: recognition.recognize });
  const trackerFailed = blink.tracker.status === 'failed';
  // The server cannot tell two people apart without a name.
  const wantsName = named || problem?.code === 'USERNAME_REQUIRED';

  const again = (): void => {
    if (recognition.sendAgain()) return;
    recognition.forget();
    blink.restart();
  };
  const shutter = async (): Promise<void> => {
    if (video) recognition.recognize(await grabFrame(video));
  };

  const loading = blink.tracker.status === 'loading';
  const ready = blink.phase === 'ready';
  const failed = problem !== null || blink.failure !== null;
  const instruction = checking
    ? 'checking'
    : instructionFor({ prompt: failed ? 'none' : blink.prompt, guidance: blink.guidance, trackerLoading: loading });
  return (
    <>
      <CaptureStage
        videoRef={videoRef}
        prompt={checking || failed || trackerFailed ? 'none' : blink.prompt}
        instruction={failed ? null : instruction}
        progress={ready ? 1 : 0}
        good={ready || blink.phase === 'watching' || blink.phase === 'closed'}
        busy={loading || checking}
      />
      <Stack gap="sm" align="stretch">
        {problem && (
          <Notice kind="problem" title={t('face.failedTitle')}>
            {problemText(problem)}
          </Notice>
        )}
        {blink.failure && !problem && <Notice kind="info">{t(FAILURE_TEXT[blink.failure])}</Notice>}
        {trackerFailed && <Notice kind="info">{t('capture:trackerFailed')}</Notice>}
        <Group justify="center">
          {failed && (
            <Button leftSection={<IconRefresh size={18} aria-hidden />} onClick={again} loading={checking}>
              {t('face.again')}
            </Button>
          )}
          {trackerFailed && (
            <Button
              leftSection={<IconCamera size={18} aria-hidden />}
              loading={checking}
              onClick={() => void shutter()}
            >
              {t('capture:takePicture')}
            </Button>
          )}
        </Group>
        {wantsName ? (
          <TextInput
            label={t('face.username')}
            description={t('face.usernameHelp')}
            value={username}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => {
              setNamed(true);
              setUsername(event.currentTarget.value);
            }}
          />
        ) : (
          <Button variant="subtle" size="sm" onClick={() => setNamed(true)}>
            {t('face.useName')}
          </Button>
        )}
      </Stack>
    </>
  );
}
