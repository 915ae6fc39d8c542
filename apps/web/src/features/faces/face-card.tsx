import '@mantine/core/styles/Badge.css';
import type { FaceSummary } from '@facegate/contracts';
import { ActionIcon, Badge, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FacePicture } from '../../shared/faces/face-picture.js';
import { formatDate } from '../../shared/i18n/format.js';
import { DownloadFace } from './download-face.js';
import styles from './face-card.module.css';

export function FaceCard({ face, onDelete }: { face: FaceSummary; onDelete: () => void }) {
  const { t } = useTranslation(['faces', 'common']);
  const pose = t(`common:poses.${face.pose}`);
  const date = formatDate(face.enrolledAt);
  const label = t('delete', { pose, date });
  return (
    <li className={styles['card']} data-pose={face.pose}>
      <FacePicture face={face} />
      <div className={styles['words']}>
        <div>
          <Text fw={600}>{t(`common:poseTitles.${face.pose}`)}</Text>
          <Badge variant="light" size="sm" tt="none" fw={500} color={face.isReference ? 'pine' : 'gray'}>
            {t(face.isReference ? 'reference' : 'pictureOnly')}
          </Badge>
          <Text size="xs" c="dimmed">
            {t('quality', { percent: Math.round(face.quality * 100) })}
          </Text>
          <Text size="xs" c="dimmed">
            {t('added', { date })}
          </Text>
        </div>
        <div className={styles['actions']}>
          {face.hasImage && <DownloadFace face={face} label={t('download', { pose, date })} />}
          <ActionIcon
            variant="subtle"
            color="red"
            size="lg"
            radius="xl"
            aria-label={label}
            title={label}
            onClick={onDelete}
          >
            <IconTrash size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </div>
      </div>
    </li>
  );
}
