import type { Prompt } from '@facegate/face-capture';
import { Loader } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names.js';
import styles from './capture-stage.module.css';
import type { Instruction } from './instruction.js';
import { useSettled } from './use-settled.js';

interface CaptureStageProps {
  videoRef: RefCallback<HTMLVideoElement>;
  prompt: Prompt;
  /** Null: nothing to say here. */
  instruction: Instruction | null;
  /** 0…1 around the oval. */
  progress: number;
  /** The face is as it should be. */
  good: boolean;
  /** Something is under way: a spinner beside the instruction. */
  busy?: boolean;
}

const SETTLE_MS = 250;
const OVAL = { cx: 40, cy: 44, rx: 25, ry: 33 };
/** The same oval, drawn clockwise from its top. */
const FROM_TOP = 'M40 11a25 33 0 0 1 0 66a25 33 0 0 1 0-66';

/** The mirrored picture of the camera, an oval to put the face in, and one instruction. */
export function CaptureStage({ videoRef, prompt, instruction, progress, good, busy = false }: CaptureStageProps) {
  const { t } = useTranslation('capture');
  const settled = useSettled(instruction, SETTLE_MS);
  return (
    <div className={styles['stage']} data-prompt={prompt} data-good={good || undefined}>
      <video ref={videoRef} className={styles['video']} muted playsInline aria-label={t('preview')} />
      <svg className={styles['overlay']} viewBox="0 0 80 100" preserveAspectRatio="xMidYMid slice" aria-hidden>
        <mask id="fg-oval">
          <rect x="-40" y="-50" width="160" height="200" fill="#fff" />
          <ellipse {...OVAL} fill="#000" />
        </mask>
        <rect x="-40" y="-50" width="160" height="200" className={styles['veil']} mask="url(#fg-oval)" />
        <ellipse {...OVAL} className={styles['track']} />
        {progress > 0 && (
          <path
            d={FROM_TOP}
            className={styles['progress']}
            pathLength={100}
            strokeDasharray={`${progress * 100} 100`}
          />
        )}
      </svg>
      {prompt === 'turn-left' && (
        <IconChevronLeft className={classNames(styles['arrow'], styles['left'])} aria-hidden stroke={1.75} />
      )}
      {prompt === 'turn-right' && (
        <IconChevronRight className={classNames(styles['arrow'], styles['right'])} aria-hidden stroke={1.75} />
      )}
      <output className={styles['instruction']} aria-live="polite">
        {settled && busy && <Loader size={16} color="white" aria-hidden />}
        {settled && <span>{t(settled)}</span>}
      </output>
    </div>
  );
}
