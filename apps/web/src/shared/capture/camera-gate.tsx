import type { Camera, CameraFault } from '@facegate/face-capture';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import {
  IconCameraOff,
  IconCameraQuestion,
  IconLockOff,
  IconPlugConnectedX,
  IconRefresh,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/notice.js';
import { Surface } from '../ui/surface.js';
import { Waiting } from '../ui/waiting.js';
import styles from './camera-gate.module.css';

const ICONS: Partial<Record<CameraFault, Icon>> = {
  dismissed: IconCameraQuestion,
  insecure: IconLockOff,
  unplugged: IconPlugConnectedX,
};

/** Opening it again cannot help: the page or the browser has to change first. */
const HOPELESS: ReadonlySet<CameraFault> = new Set(['insecure', 'unsupported']);

interface CameraGateProps {
  camera: Camera;
  /** The ways on without a camera. */
  otherWays: ReactNode;
  /** Shown while the camera is live. */
  children: ReactNode;
}

/** Until there is a picture: that the browser is asking, or what went wrong and what to do about it. */
export function CameraGate({ camera, otherWays, children }: CameraGateProps) {
  const { t } = useTranslation('capture');
  const { state } = camera;
  if (state.phase === 'live') {
    return (
      <>
        {state.muted && (
          <Notice kind="info" title={t('muted.title')}>
            {t('muted.text')}
          </Notice>
        )}
        {children}
      </>
    );
  }
  if (state.phase === 'faulty') return <CameraFaultPanel fault={state.fault} camera={camera} otherWays={otherWays} />;
  return (
    <Surface>
      <Stack gap="md" data-prompt="none" data-camera={state.phase}>
        <IconCameraQuestion size={40} stroke={1.5} className={styles['icon']} aria-hidden />
        <Title order={2}>{t('asking.title')}</Title>
        <Text>{t('asking.text')}</Text>
        <Waiting>{t('starting')}</Waiting>
        {state.phase === 'asking' && state.slow && <Notice kind="info">{t('slow')}</Notice>}
        <Group>{otherWays}</Group>
      </Stack>
    </Surface>
  );
}

function CameraFaultPanel({ fault, camera, otherWays }: { fault: CameraFault; camera: Camera; otherWays: ReactNode }) {
  const { t } = useTranslation(['capture', 'common']);
  const FaultIcon = ICONS[fault] ?? IconCameraOff;
  return (
    <Surface>
      <Stack gap="md" data-prompt="none" data-camera={fault}>
        <FaultIcon size={40} stroke={1.5} className={styles['icon']} aria-hidden />
        <div role="alert">
          <Title order={2} mb="xs">
            {t(`fault.${fault}.title`)}
          </Title>
          <Text>{t(`fault.${fault}.text`)}</Text>
        </div>
        <Group>
          {!HOPELESS.has(fault) && (
            <Button leftSection={<IconRefresh size={18} aria-hidden />} onClick={() => camera.open()}>
              {t('common:actions.tryAgain')}
            </Button>
          )}
          {otherWays}
        </Group>
      </Stack>
    </Surface>
  );
}
