import type { FaceSummary } from '@facegate/contracts';
import { ActionIcon, Skeleton, Text } from '@mantine/core';
import { IconPhotoOff, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { faceImage } from '../../shared/api/facegate-api.js';
import { useObjectUrl } from '../../shared/capture/use-object-url.js';
import { formatDate } from '../../shared/i18n/format-date.js';
import styles from './face-card.module.css';

export function FaceCard({ face, onDelete }: { face: FaceSummary; onDelete: () => void }) {
  const { t } = useTranslation(['faces', 'common']);
  const image = useQuery({
    queryKey: ['face-image', face.id],
    // An enrolled picture never changes.
    staleTime: Infinity,
    enabled: face.hasImage,
    queryFn: ({ signal }) => faceImage(face.id, signal),
  });
  const url = useObjectUrl(image.data ?? null);
  const pose = t(`common:poses.${face.pose}`);
  const date = formatDate(face.enrolledAt);
  const label = t('delete', { pose, date });
  return (
    <li className={styles['card']} data-pose={face.pose}>
      <div className={styles['frame']}>
        {url ? (
          <img src={url} alt={t('image', { pose })} className={styles['picture']} />
        ) : face.hasImage && !image.isError ? (
          <Skeleton height="100%" radius={0} />
        ) : (
          <span className={styles['none']}>
            <IconPhotoOff size={28} stroke={1.25} aria-hidden />
            <Text size="xs">{t(image.isError ? 'imageFailed' : 'noImage')}</Text>
          </span>
        )}
      </div>
      <div className={styles['words']}>
        <div>
          <Text fw={600}>{t(`common:poseTitles.${face.pose}`)}</Text>
          <Text size="xs" c="dimmed">
            {t('quality', { percent: Math.round(face.quality * 100) })}
          </Text>
          <Text size="xs" c="dimmed">
            {t('added', { date })}
          </Text>
        </div>
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
    </li>
  );
}
