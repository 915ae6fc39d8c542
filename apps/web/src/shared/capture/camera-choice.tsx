import type { Camera } from '@facegate/face-capture';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Which camera, for those who have several. */
export function CameraChoice({ camera }: { camera: Camera }) {
  const { t } = useTranslation('capture');
  const { state, devices, open } = camera;
  if (state.phase !== 'live' || devices.length < 2) return null;
  return (
    <NativeSelect
      label={t('camera')}
      value={state.deviceId ?? ''}
      onChange={(event) => open(event.currentTarget.value)}
      data={devices.map(({ deviceId, label }, index) => ({
        value: deviceId,
        label: label || `${t('camera')} ${index + 1}`,
      }))}
    />
  );
}
