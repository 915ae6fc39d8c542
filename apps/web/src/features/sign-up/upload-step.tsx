import { SIGN_UP_POSES, type Pose } from '@facegate/contracts';
import type { Captured, Picture } from '@facegate/face-capture';
import { Button, Stack, Text, Title } from '@mantine/core';
import { IconCamera, IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PictureInput } from '../../shared/capture/picture-input.js';
import { useObjectUrl } from '../../shared/capture/use-object-url.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';
import styles from './upload-step.module.css';

interface UploadStepProps {
  pictures: Captured;
  onPicture: (pose: Pose, picture: Picture) => void;
  onCamera: () => void;
}

/** One file for each pose. */
export function UploadStep({ pictures, onPicture, onCamera }: UploadStepProps) {
  const { t } = useTranslation('signUp');
  return (
    <>
      <StepHeading>{t('upload.title')}</StepHeading>
      <Text c="dimmed">{t('upload.text')}</Text>
      <Stack gap="sm" data-prompt="none">
        {SIGN_UP_POSES.map((pose) => (
          <UploadSlot
            key={pose}
            pose={pose}
            picture={pictures[pose] ?? null}
            onPicture={(picture) => onPicture(pose, picture)}
          />
        ))}
      </Stack>
      <Button variant="subtle" leftSection={<IconCamera size={18} aria-hidden />} onClick={onCamera}>
        {t('upload.useCamera')}
      </Button>
    </>
  );
}

interface UploadSlotProps {
  pose: Pose;
  picture: Picture | null;
  onPicture: (picture: Picture) => void;
}

function UploadSlot({ pose, picture, onPicture }: UploadSlotProps) {
  const { t } = useTranslation(['signUp', 'capture', 'common']);
  const url = useObjectUrl(picture?.blob ?? null);
  const name = t(`common:poses.${pose}`);
  const label = picture ? t('upload.replace', { pose: name }) : t('capture:chooseFileFor', { pose: name });
  return (
    <Surface p="md">
      <div className={styles['slot']}>
        <span className={styles['frame']}>
          {url ? (
            <img src={url} alt={t('review.picture', { pose: name })} className={styles['picture']} />
          ) : (
            <IconPhoto size={28} stroke={1.25} aria-hidden />
          )}
        </span>
        <div className={styles['words']}>
          <Title order={2} size="h3">
            {t(`common:poseTitles.${pose}`)}
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            {t(`upload.how.${pose}`)}
          </Text>
          <PictureInput variant={picture ? 'default' : 'light'} size="sm" label={label} onPicture={onPicture}>
            {label}
          </PictureInput>
        </div>
      </div>
    </Surface>
  );
}
