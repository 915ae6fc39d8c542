import type { Prompt } from '@facegate/face-capture';
import { Loader } from '@mantine/core';
import {
  IconCheck,
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconChevronUp,
  type Icon,
} from '@tabler/icons-react';
import type { RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names.js';
import { CameraPicture, PictureWords } from './camera-picture.js';
import styles from './capture-stage.module.css';
import type { Instruction } from './instruction.js';
import { ProgressRing, type RingPart } from './progress-ring.js';

interface CaptureStageProps {
  videoRef: RefCallback<HTMLVideoElement>;
  prompt: Prompt;
  /** Null: nothing to say here. */
  instruction: Instruction | null;
  /** Around the oval, one for each step. */
  parts: readonly RingPart[];
  /** The face is as it should be. */
  good: boolean;
  /** Something is under way: a spinner beside the instruction. */
  busy?: boolean;
  /** So many steps were seen: a tick for each new one. */
  seen?: number;
}

/** Width by height of the picture that is shown, cut from the middle of the camera's. */
export const STAGE_ASPECT_RATIO = 4 / 5;
/** The instruction and the buttons below are seen with it. */
const STAGE_HEIGHT = 'min(52dvh, 36rem)';
const OVAL = { cx: 40, cy: 44, rx: 25, ry: 33 };

/** In a mirror. */
const ARROWS: Partial<Record<Prompt, readonly [Icon, string]>> = {
  'turn-left': [IconChevronLeft, 'left'],
  'turn-right': [IconChevronRight, 'right'],
  'look-up': [IconChevronUp, 'up'],
  'look-down': [IconChevronDown, 'down'],
};

/** The mirrored picture of the camera, an oval to put the face in, and one instruction. */
export function CaptureStage(props: CaptureStageProps) {
  const { videoRef, prompt, instruction, parts, good, busy = false, seen = 0 } = props;
  const { t } = useTranslation('capture');
  return (
    <div data-prompt={prompt} data-good={good || undefined}>
      <CameraPicture videoRef={videoRef} aspectRatio={STAGE_ASPECT_RATIO} height={STAGE_HEIGHT}>
        <svg className={styles['overlay']} viewBox="0 0 80 100" preserveAspectRatio="xMidYMid slice" aria-hidden>
          <mask id="fg-oval">
            <rect x="-40" y="-50" width="160" height="200" fill="#fff" />
            <ellipse {...OVAL} fill="#000" />
          </mask>
          <rect x="-40" y="-50" width="160" height="200" className={styles['veil']} mask="url(#fg-oval)" />
          <ProgressRing parts={parts} />
        </svg>
        <Arrow prompt={prompt} />
        {seen > 0 && (
          <span key={seen} className={styles['tick']} data-tick={seen}>
            <IconCheck size={26} stroke={3} aria-hidden />
          </span>
        )}
        <PictureWords>
          {instruction && busy && <Loader size={16} color="white" aria-hidden />}
          {instruction && <span>{t(instruction)}</span>}
        </PictureWords>
      </CameraPicture>
    </div>
  );
}

function Arrow({ prompt }: { prompt: Prompt }) {
  const arrow = ARROWS[prompt];
  if (!arrow) return null;
  const [Chevron, side] = arrow;
  return <Chevron className={classNames(styles['arrow'], styles[side])} aria-hidden stroke={1.75} />;
}
