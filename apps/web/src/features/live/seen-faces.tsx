import type { LiveIdentity } from '@facegate/contracts';
import type { ShownFace } from '@facegate/face-capture';
import { IconUser, IconUserCheck, IconUserQuestion, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './live-view.module.css';

const ICONS: Record<LiveIdentity, Icon> = { you: IconUserCheck, known: IconUser, unknown: IconUserQuestion };

interface SeenFacesProps {
  faces: readonly Pick<ShownFace, 'id' | 'identity' | 'name'>[];
  nameOf: (face: Pick<ShownFace, 'identity' | 'name'>) => string;
}

/** The words of the overlay once more, where they can be read at leisure and by everybody. */
export function SeenFaces({ faces, nameOf }: SeenFacesProps) {
  const { t } = useTranslation('live');
  return (
    <ul className={styles['faces']} aria-label={t('faces')}>
      {faces.map((face) => {
        const FaceIcon = ICONS[face.identity];
        return (
          <li key={face.id} className={styles['face']} data-identity={face.identity}>
            <FaceIcon size={20} stroke={1.75} aria-hidden />
            <span className={styles['name']}>{nameOf(face)}</span>
          </li>
        );
      })}
    </ul>
  );
}
