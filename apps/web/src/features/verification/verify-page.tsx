import { toDataUrl, type Picture } from '@facegate/face-capture';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { verifyFace } from '../../shared/api/my-api.js';
import { CameraCapture } from '../../shared/capture/camera-capture.js';
import { PictureInput } from '../../shared/capture/picture-input.js';
import { useObjectUrl } from '../../shared/capture/use-object-url.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { Column } from '../../shared/ui/column.js';
import { Notice } from '../../shared/ui/notice.js';
import { PageHeading } from '../../shared/ui/page-heading.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';
import { Waiting } from '../../shared/ui/waiting.js';
import { VerificationAnswer } from './verification-answer.js';
import styles from './verify-page.module.css';

/** Is this me? One picture against one's own faces. */
export function VerifyPage() {
  const { t } = useTranslation(['verification', 'capture']);
  const errorText = useErrorText();
  const [filming, setFilming] = useState(false);
  const [picture, setPicture] = useState<Picture | null>(null);
  const url = useObjectUrl(picture?.blob ?? null);
  const verification = useMutation({ mutationFn: async (taken: Picture) => verifyFace(await toDataUrl(taken)) });
  const { mutate } = verification;

  const take = (taken: Picture): void => {
    setFilming(false);
    setPicture(taken);
    mutate(taken);
  };
  const film = (): void => {
    setPicture(null);
    setFilming(true);
  };

  if (filming) {
    return (
      <Column narrow>
        <StepHeading>{t('title')}</StepHeading>
        <CameraCapture onPicture={take} onUpload={() => setFilming(false)} />
        <Button variant="subtle" onClick={() => setFilming(false)}>
          {t('stop')}
        </Button>
      </Column>
    );
  }
  return (
    <Column>
      <PageHeading title={t('title')} lead={t('lead')} />
      {picture && (
        <div aria-live="polite">
          <Surface>
            {verification.isPending && <Waiting>{t('checking')}</Waiting>}
            {verification.isError && (
              <Stack gap="md">
                {url && <img src={url} alt={t('taken')} className={styles['refused']} />}
                <Notice kind="problem" title={t('failed')}>
                  {errorText(verification.error)}
                </Notice>
              </Stack>
            )}
            {verification.data && <VerificationAnswer verification={verification.data} pictureUrl={url} />}
          </Surface>
        </div>
      )}
      <Surface>
        <Stack gap="md">
          <Title order={2}>{t(picture ? 'again' : 'start')}</Title>
          <Group align="flex-start">
            <Button leftSection={<IconCamera size={18} aria-hidden />} disabled={verification.isPending} onClick={film}>
              {t('camera')}
            </Button>
            <PictureInput variant="default" label={t('file')} onPicture={take}>
              {t('capture:chooseFile')}
            </PictureInput>
          </Group>
          <Text size="sm" c="dimmed">
            {t('kept')}
          </Text>
        </Stack>
      </Surface>
    </Column>
  );
}
