import type { FaceSummary } from '@facegate/contracts';
import { Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { faceImage } from '../api/my-api.js';
import { useObjectUrl } from '../capture/use-object-url.js';
import styles from './face-picture.module.css';

interface FacePictureProps {
  face: FaceSummary;
  /** Too small for words. */
  compact?: boolean;
}

/** The square picture of an enrolled face, or why there is none. */
export function FacePicture({ face, compact = false }: FacePictureProps) {
  const { t } = useTranslation(['faces', 'common']);
  const image = useQuery({
    queryKey: ['face-image', face.id],
    // An enrolled picture never changes.
    staleTime: Infinity,
    enabled: face.hasImage,
    queryFn: ({ signal }) => faceImage(face.id, signal),
  });
  const url = useObjectUrl(image.data ?? null);
  return (
    <div className={styles['frame']}>
      {url ? (
        <img src={url} alt={t('image', { pose: t(`common:poses.${face.pose}`) })} className={styles['picture']} />
      ) : face.hasImage && !image.isError ? (
        <Skeleton height="100%" radius={0} />
      ) : (
        <span className={styles['none']}>
          <IconPhotoOff size={28} stroke={1.25} aria-hidden />
          {compact ? (
            <VisuallyHidden>{t(image.isError ? 'imageFailed' : 'noImage')}</VisuallyHidden>
          ) : (
            <Text size="xs">{t(image.isError ? 'imageFailed' : 'noImage')}</Text>
          )}
        </span>
      )}
    </div>
  );
}
