import type { CSSProperties, ReactNode, RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './camera-picture.module.css';

interface CameraPictureProps {
  videoRef: RefCallback<HTMLVideoElement>;
  /** Width by height of what is shown: what the camera has besides is cut off evenly. */
  aspectRatio: number;
  /** As high as that, if it fits. */
  height: string;
  /** What lies over the picture. */
  children: ReactNode;
}

/** The mirrored picture of the camera: who turns to their own left turns to the left of the screen. */
export function CameraPicture({ videoRef, aspectRatio, height, children }: CameraPictureProps) {
  const { t } = useTranslation('capture');
  const shape = { '--aspect-ratio': aspectRatio, '--height': height } as CSSProperties;
  return (
    <div className={styles['picture']} style={shape}>
      <video ref={videoRef} className={styles['video']} muted playsInline aria-label={t('preview')} />
      {children}
    </div>
  );
}

/** Words over the lower edge of the picture, read out when they change. */
export function PictureWords({ children }: { children?: ReactNode }) {
  return (
    <output className={styles['words']} aria-live="polite">
      {children}
    </output>
  );
}
