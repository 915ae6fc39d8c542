import { Button, Group, Text } from '@mantine/core';
import { IconFingerprint, IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { logOut } from '../../shared/api/facegate-api.js';
import { endSession, useSession } from '../../shared/api/session.js';
import { AddAuthenticatorApp } from '../../shared/factors/add-authenticator-app.js';
import { AddPasskey } from '../../shared/factors/add-passkey.js';
import { RecoveryCodesDialog } from '../../shared/factors/recovery-codes-dialog.js';
import { useFaces } from '../../shared/faces/use-faces.js';
import { Column } from '../../shared/ui/column.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';
import { Waiting } from '../../shared/ui/waiting.js';

async function logInAnew(): Promise<void> {
  // Also without a connection: the page forgets the session.
  await logOut().catch(() => undefined);
  endSession();
}

/** By one's face, if there is one: who withdrew the consent has none to show. */
function FaceDemanded() {
  const { t } = useTranslation('factors');
  const faces = useFaces();
  if (faces.isPending) return <Waiting>{t('demand.loading')}</Waiting>;
  if (faces.isSuccess && faces.data.faces.length === 0)
    return (
      <>
        <Text mb="md">{t('demand.noFace')}</Text>
        <Group>
          <RouterButton to="/faces">{t('demand.addFace')}</RouterButton>
          <RouterButton to="/account#data" variant="subtle">
            {t('demand.leave')}
          </RouterButton>
        </Group>
      </>
    );
  return (
    <>
      <Text mb="md">{t('demand.face')}</Text>
      <Button onClick={() => void logInAnew()}>{t('demand.logInByFace')}</Button>
    </>
  );
}

/** Where a session leads that lacks what the operator demands: the way to come by it. */
export function DemandPage() {
  const { t } = useTranslation('factors');
  const session = useSession();
  const [open, setOpen] = useState<'passkey' | 'app' | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (session.status !== 'signed-in') return null;
  const { missing } = session;
  if (missing.length === 0 && !open && !codes) return <Navigate to="/dashboard" replace />;
  const close = (): void => setOpen(null);
  const added = (recoveryCodes: string[] | undefined): void => {
    if (recoveryCodes) setCodes(recoveryCodes);
    close();
  };
  return (
    <Column narrow>
      <StepHeading>{t('demand.title')}</StepHeading>
      <Surface>
        {missing.includes('face') ? (
          <FaceDemanded />
        ) : (
          <>
            <Text mb="md">{t('demand.factor')}</Text>
            <Group>
              <Button leftSection={<IconFingerprint size={18} aria-hidden />} onClick={() => setOpen('passkey')}>
                {t('passkeys.add')}
              </Button>
              {missing.includes('totp') && (
                <Button
                  variant="default"
                  leftSection={<IconShieldLock size={18} aria-hidden />}
                  onClick={() => setOpen('app')}
                >
                  {t('app.add')}
                </Button>
              )}
              <Button variant="subtle" onClick={() => void logInAnew()}>
                {t('demand.logInAnew')}
              </Button>
            </Group>
          </>
        )}
      </Surface>
      {open === 'passkey' && <AddPasskey onAdded={added} onClose={close} />}
      {open === 'app' && <AddAuthenticatorApp onAdded={added} onClose={close} />}
      {codes && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Column>
  );
}
