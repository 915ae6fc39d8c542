import { Stack } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { useProof } from './use-proof.js';
import { logInByPasskey } from '../../shared/factors/factors-api.js';

/** A log-in of its own: the passkey tells who it is. */
export function PasskeyButton() {
  const { t } = useTranslation('logIn');
  const proof = useProof(logInByPasskey);
  return (
    <Stack gap="xs">
      {proof.problem && <Notice kind="problem">{proof.problem}</Notice>}
      <BusyButton
        variant="subtle"
        leftSection={<IconFingerprint size={20} aria-hidden />}
        loading={proof.running}
        onClick={proof.begin}
      >
        {t('passkey')}
      </BusyButton>
    </Stack>
  );
}
