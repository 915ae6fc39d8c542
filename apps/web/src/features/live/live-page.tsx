import { useCamera, useVideo } from '@facegate/face-capture';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraGate } from '../../shared/capture/camera-gate.js';
import { useSession } from '../../shared/api/session.js';
import { OperatorsFactor } from '../../shared/factors/operators-factor.js';
import { useFactors } from '../../shared/factors/use-factors.js';
import { Column } from '../../shared/ui/column.js';
import { PageHeading } from '../../shared/ui/page-heading.js';
import { Surface } from '../../shared/ui/surface.js';
import { LiveView } from './live-view.js';

/** Who is in the picture? From the camera's frames to the server's answers, as they come. */
export function LivePage() {
  const { t } = useTranslation('live');
  const session = useSession();
  const camera = useCamera();
  const [video, videoRef] = useVideo(camera.stream);
  const [landmarks, setLandmarks] = useState(false);
  const { phase } = camera.state;
  return (
    <Column>
      <PageHeading title={t('title')} lead={t('lead')} />
      {session.status === 'signed-in' && session.user.role === 'operator' && <NamesHidden />}
      {phase === 'idle' ? (
        <Surface>
          <Stack gap="md">
            <Title order={2}>{t('start.title')}</Title>
            <Text>{t('start.text')}</Text>
            <Group>
              <Button leftSection={<IconCamera size={18} aria-hidden />} onClick={() => camera.open()}>
                {t('start.open')}
              </Button>
            </Group>
            <Text size="sm" c="dimmed">
              {t('kept')}
            </Text>
          </Stack>
        </Surface>
      ) : (
        <CameraGate
          camera={camera}
          otherWays={
            <Button variant="default" onClick={() => camera.close()}>
              {t('stop')}
            </Button>
          }
        >
          <LiveView
            camera={camera}
            video={video}
            videoRef={videoRef}
            landmarks={landmarks}
            onLandmarks={setLandmarks}
          />
        </CameraGate>
      )}
      {phase === 'live' && (
        <Text size="sm" c="dimmed">
          {t('meaning')}
        </Text>
      )}
    </Column>
  );
}

/** An account that has a second factor shows it at every log-in. */
function NamesHidden() {
  const { data } = useFactors();
  const hasNone = data && data.passkeys.length === 0 && !data.authenticatorApp;
  return hasNone ? <OperatorsFactor closed="names" /> : null;
}
