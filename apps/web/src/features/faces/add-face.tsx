import { POSES, type Pose } from '@facegate/contracts';
import { toDataUrl, type Picture } from '@facegate/face-capture';
import { Button, Group, NativeSelect, Stack, Title } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addFace } from '../../shared/api/my-api.js';
import { PictureInput } from '../../shared/capture/picture-input.js';
import { useObjectUrl } from '../../shared/capture/use-object-url.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { Notice } from '../../shared/ui/notice.js';
import { Waiting } from '../../shared/ui/waiting.js';
import styles from './add-face.module.css';
import { OnePoseCapture } from '../../shared/capture/one-pose-capture.js';

interface AddFaceProps {
  onAdded: () => void;
  onCancel: () => void;
}

/** One more face: how it looks, then by camera or file, then a look at it, then to the server. */
export function AddFace({ onAdded, onCancel }: AddFaceProps) {
  const { t } = useTranslation(['faces', 'capture', 'common']);
  const errorText = useErrorText();
  const [pose, setPose] = useState<Pose>('front');
  const [filming, setFilming] = useState(false);
  const [picture, setPicture] = useState<Picture | null>(null);
  const url = useObjectUrl(picture?.blob ?? null);
  const addition = useMutation({
    mutationFn: async (taken: Picture) => addFace({ pose, data: await toDataUrl(taken) }),
    onSuccess: onAdded,
  });
  const take = (taken: Picture): void => {
    setFilming(false);
    addition.reset();
    setPicture(taken);
  };

  return (
    <div className={styles['panel']}>
      <Stack gap="md">
        <Title order={3}>{t('add.title')}</Title>
        {!filming && !picture && (
          <>
            <NativeSelect
              label={t('add.pose')}
              value={pose}
              onChange={(event) => setPose(POSES.find((known) => known === event.currentTarget.value) ?? 'front')}
              data={POSES.map((known) => ({ value: known, label: t(`common:poseTitles.${known}`) }))}
            />
            <Group align="flex-start">
              <Button leftSection={<IconCamera size={18} aria-hidden />} onClick={() => setFilming(true)}>
                {t('add.start')}
              </Button>
              <PictureInput
                variant="default"
                label={t('capture:chooseFileFor', { pose: t(`common:poses.${pose}`) })}
                onPicture={take}
              >
                {t('capture:chooseFile')}
              </PictureInput>
            </Group>
          </>
        )}
        {filming && <OnePoseCapture key={pose} pose={pose} onPicture={take} onUpload={() => setFilming(false)} />}
        {picture && (
          <>
            {url && <img src={url} alt={t('add.preview')} className={styles['picture']} />}
            {addition.isError && <Notice kind="problem">{errorText(addition.error)}</Notice>}
            <Group>
              <Button loading={addition.isPending} onClick={() => addition.mutate(picture)}>
                {t('add.save')}
              </Button>
              <Button variant="default" disabled={addition.isPending} onClick={() => setPicture(null)}>
                {t('add.retake')}
              </Button>
            </Group>
            {addition.isPending && <Waiting>{t('add.saving')}</Waiting>}
          </>
        )}
        <Group>
          <Button variant="subtle" size="sm" onClick={onCancel}>
            {t('common:actions.cancel')}
          </Button>
        </Group>
      </Stack>
    </div>
  );
}
