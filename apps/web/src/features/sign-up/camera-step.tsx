import { Button, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconCamera, IconSun, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../shared/ui/notice.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';
import styles from './camera-step.module.css';
import type { PicturesLost } from './sign-up-state.js';

interface CameraStepProps {
  /** Why pictures are asked for once more. */
  lost: PicturesLost | null;
  onCamera: () => void;
  onUpload: () => void;
  onBack: () => void;
}

/** Says what the camera is for before the browser asks for it. */
export function CameraStep({ lost, onCamera, onUpload, onBack }: CameraStepProps) {
  const { t } = useTranslation('signUp');
  return (
    <>
      <StepHeading>{t('camera.title')}</StepHeading>
      {lost ? <Notice kind="info">{t(`lost.${lost}`)}</Notice> : <Text c="dimmed">{t('camera.text')}</Text>}
      <Surface>
        <Stack gap="sm">
          <p className={styles['hint']}>
            <IconSun size={22} stroke={1.75} aria-hidden />
            {t('camera.hint')}
          </p>
          <Button fullWidth leftSection={<IconCamera size={20} aria-hidden />} onClick={onCamera}>
            {t('camera.open')}
          </Button>
          <Button fullWidth variant="default" leftSection={<IconUpload size={20} aria-hidden />} onClick={onUpload}>
            {t('camera.onlyPictures')}
          </Button>
          <Button fullWidth variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onBack}>
            {t('camera.back')}
          </Button>
        </Stack>
      </Surface>
    </>
  );
}
