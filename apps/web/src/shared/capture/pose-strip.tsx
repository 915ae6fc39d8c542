import type { Pose } from '@facegate/contracts';
import type { Captured, Picture } from '@facegate/face-capture';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names.js';
import styles from './pose-strip.module.css';
import { useObjectUrl } from './use-object-url.js';

interface PoseStripProps {
  poses: readonly Pose[];
  current: Pose | null;
  pictures: Captured;
}

/** Which pictures are taken, which one is next. */
export function PoseStrip({ poses, current, pictures }: PoseStripProps) {
  return (
    <ol className={styles['strip']}>
      {poses.map((pose) => (
        <PoseTile key={pose} pose={pose} current={pose === current} picture={pictures[pose] ?? null} />
      ))}
    </ol>
  );
}

function PoseTile({ pose, current, picture }: { pose: Pose; current: boolean; picture: Picture | null }) {
  const { t } = useTranslation(['signUp', 'common']);
  const url = useObjectUrl(picture?.blob ?? null);
  const name = t(`common:poses.${pose}`);
  return (
    <li className={styles['tile']} aria-current={current ? 'step' : undefined}>
      <span className={classNames(styles['frame'], picture && styles['taken'])}>
        {url && <img src={url} alt="" className={styles['picture']} />}
        {picture && <IconCheck size={16} stroke={3} className={styles['check']} aria-hidden />}
      </span>
      <span aria-hidden>{t(`common:poseTitles.${pose}`)}</span>
      <span className={styles['spoken']}>{t(picture ? 'capture.taken' : 'capture.missing', { pose: name })}</span>
    </li>
  );
}
