import { LIVENESS_MAX_WITHOUT, type LivenessAction } from '@facegate/contracts';
import { useLiveness, type LiveFailure, type Liveness, type LiveProof } from '@facegate/face-capture';
import { Button, Group, Switch } from '@mantine/core';
import { useEffect, type RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { CaptureStage, STAGE_ASPECT_RATIO } from '../capture/capture-stage.js';
import { useSettled } from '../capture/use-settled.js';
import { liveInstruction } from './live-instruction.js';
import { canSpeak } from './sound.js';
import { useSound } from './use-sound.js';

interface LivenessCaptureProps {
  video: HTMLVideoElement | null;
  videoRef: RefCallback<HTMLVideoElement>;
  /** What the person said they cannot do. */
  without: readonly LivenessAction[];
  onLive: (proof: LiveProof) => void;
  onFailure: (failure: LiveFailure) => void;
  onCannot: (action: LivenessAction) => void;
}

/** Shorter than it takes to read, longer than one frame's slip. */
const SETTLE_MS = 120;

const ringOf = ({ steps, done, progress }: Liveness): number[] =>
  Array.from({ length: Math.max(1, steps) }, (_, index) => (index < done ? 1 : index === done ? progress : 0));

/** The server's challenge: one instruction at a time over the mirrored picture, and what the server sees of it. */
export function LivenessCapture({ video, videoRef, without, onLive, onFailure, onCannot }: LivenessCaptureProps) {
  const { t } = useTranslation(['liveness', 'capture']);
  const liveness = useLiveness({ video, aspectRatio: STAGE_ASPECT_RATIO, without, onLive });
  const { phase, failure, action, guidance, done } = liveness;
  const instruction = useSettled(liveInstruction(liveness), SETTLE_MS);
  const [sound, setSound] = useSound(instruction && t(`capture:${instruction}`), done);

  useEffect(() => {
    if (failure) onFailure(failure);
  }, [failure, onFailure]);

  return (
    <>
      <CaptureStage
        videoRef={videoRef}
        prompt={liveness.prompt}
        instruction={instruction}
        progress={ringOf(liveness)}
        good={guidance === null && (phase === 'learning' || phase === 'step' || phase === 'live')}
        busy={phase === 'connecting' || phase === 'live'}
        seen={done}
      />
      <Group justify="center" gap="md" mih={36}>
        {action && without.length < LIVENESS_MAX_WITHOUT && (
          <Button variant="subtle" size="sm" onClick={() => onCannot(action)}>
            {t('cannotThis')}
          </Button>
        )}
        {canSpeak() && (
          <Switch label={t('sound')} checked={sound} onChange={(event) => setSound(event.currentTarget.checked)} />
        )}
      </Group>
    </>
  );
}
