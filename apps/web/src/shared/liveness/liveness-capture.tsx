import { LIVENESS_MAX_WITHOUT } from '@facegate/contracts';
import { FARTHEST_PROGRESS, type Liveness } from '@facegate/face-capture';
import { Button, Group, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CaptureStage } from '../capture/capture-stage.js';
import type { RingPart } from '../capture/progress-ring.js';
import { useSettled } from '../capture/use-settled.js';
import { liveInstruction } from './live-instruction.js';
import { omissible } from './live-plan.js';
import { canSpeak } from './sound.js';
import type { LiveCapture } from './use-live-capture.js';
import { useSound } from './use-sound.js';

/** Shorter than it takes to read, longer than one frame's slip. */
const SETTLE_MS = 120;
const MARK = 1 / FARTHEST_PROGRESS;

function ringOf({ steps, done, progress, marked, guidance }: Liveness): RingPart[] {
  const present: RingPart = {
    fill: progress / FARTHEST_PROGRESS,
    ...(marked && { mark: MARK }),
    tooFar: guidance === 'turn-less',
  };
  return Array.from({ length: steps }, (_, index) =>
    index < done ? { fill: 1 } : index === done ? present : { fill: 0 },
  );
}

/** The server's challenge: one instruction at a time over the mirrored picture, and what the server sees of it. */
export function LivenessCapture({ live }: { live: LiveCapture }) {
  const { t } = useTranslation(['liveness', 'capture']);
  const { liveness, videoRef, plan, without, cannot } = live;
  const { phase, action, guidance, done } = liveness;
  const instruction = useSettled(liveInstruction(liveness), SETTLE_MS);
  const [sound, setSound] = useSound(instruction && t(`capture:${instruction}`), done);
  const left = without.length < LIVENESS_MAX_WITHOUT ? omissible(action, plan) : null;
  return (
    <>
      <CaptureStage
        videoRef={videoRef}
        prompt={liveness.prompt}
        instruction={instruction}
        parts={ringOf(liveness)}
        good={guidance === null && (phase === 'learning' || phase === 'step' || phase === 'live')}
        busy={phase === 'connecting' || phase === 'live'}
        seen={done}
      />
      <Group justify="center" gap="md" mih={36}>
        {left && (
          <Button variant="subtle" size="sm" onClick={() => cannot(left)}>
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
