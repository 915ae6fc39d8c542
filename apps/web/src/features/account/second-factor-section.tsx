import type { FactorList } from '@facegate/contracts';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconFingerprint, IconShieldLock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddAuthenticatorApp } from '../../shared/factors/add-authenticator-app.js';
import { AddPasskey } from '../../shared/factors/add-passkey.js';
import { renewRecoveryCodes } from '../../shared/factors/factors-api.js';
import { RecoveryCodesDialog } from '../../shared/factors/recovery-codes-dialog.js';
import { useFactors, useFactorsChanged } from '../../shared/factors/use-factors.js';
import { formatDate } from '../../shared/i18n/format.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { Confirm } from '../../shared/ui/confirm.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { Section } from '../../shared/ui/section.js';
import { toast } from '../../shared/ui/toast.js';
import { Waiting } from '../../shared/ui/waiting.js';
import { PasskeyList } from './passkey-list.js';
import { RemoveFactor, type RemovableFactor } from './remove-factor.js';

type Open = 'passkey' | 'app' | 'renewal' | null;

/** What is asked for after a face or a password: passkeys, an authenticator app, recovery codes. */
export function SecondFactorSection() {
  const { t } = useTranslation('factors');
  const factors = useFactors();
  const [open, setOpen] = useState<Open>(null);
  const [removing, setRemoving] = useState<RemovableFactor | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = (): void => setOpen(null);
  const added = (recoveryCodes: string[] | undefined): void => {
    close();
    toast('success', t('added'));
    if (recoveryCodes) setCodes(recoveryCodes);
  };
  return (
    <Section title={t('title')} text={t('text')} anchor="second-factor">
      {factors.isPending && <Waiting>{t('loading')}</Waiting>}
      {factors.isError && (
        <LoadFailure title={t('failed')} error={factors.error} onRetry={() => void factors.refetch()} />
      )}
      {factors.data && <Factors factors={factors.data} onOpen={setOpen} onRemove={setRemoving} />}
      {open === 'passkey' && <AddPasskey onAdded={added} onClose={close} />}
      {open === 'app' && <AddAuthenticatorApp onAdded={added} onClose={close} />}
      {open === 'renewal' && (
        <RenewCodes
          onRenewed={(renewed) => {
            close();
            setCodes(renewed);
          }}
          onClose={close}
        />
      )}
      {removing && <RemoveFactor factor={removing} onClose={() => setRemoving(null)} />}
      {codes && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Section>
  );
}

interface FactorsProps {
  factors: FactorList;
  onOpen: (open: Open) => void;
  onRemove: (factor: RemovableFactor) => void;
}

function Factors({ factors: { passkeys, authenticatorApp, recoveryCodesLeft }, onOpen, onRemove }: FactorsProps) {
  const { t } = useTranslation('factors');
  const hasAny = passkeys.length > 0 || authenticatorApp !== undefined;
  return (
    <Stack gap="xl">
      <Stack gap="xs" align="stretch">
        <Title order={3}>{t('passkeys.title')}</Title>
        <Text c="dimmed">{t('passkeys.text')}</Text>
        <PasskeyList passkeys={passkeys} onRemove={(passkey) => onRemove({ kind: 'passkey', passkey })} />
        <Group>
          <Button
            variant="default"
            leftSection={<IconFingerprint size={18} aria-hidden />}
            onClick={() => onOpen('passkey')}
          >
            {t('passkeys.add')}
          </Button>
        </Group>
      </Stack>
      <Stack gap="xs">
        <Title order={3}>{t('app.title')}</Title>
        <Text c="dimmed">{t('app.text')}</Text>
        {authenticatorApp && <Text>{t('app.addedAt', { date: formatDate(authenticatorApp.addedAt) })}</Text>}
        <Group>
          {authenticatorApp ? (
            <Button variant="default" onClick={() => onRemove({ kind: 'app' })}>
              {t('app.remove')}
            </Button>
          ) : (
            <Button
              variant="default"
              leftSection={<IconShieldLock size={18} aria-hidden />}
              onClick={() => onOpen('app')}
            >
              {t('app.add')}
            </Button>
          )}
        </Group>
      </Stack>
      {hasAny && (
        <Stack gap="xs">
          <Title order={3}>{t('recovery.title')}</Title>
          <Text c="dimmed">{t('recovery.text')}</Text>
          <Text>{t('recovery.left', { count: recoveryCodesLeft })}</Text>
          <Group>
            <Button variant="default" onClick={() => onOpen('renewal')}>
              {t('recovery.renew')}
            </Button>
          </Group>
        </Stack>
      )}
    </Stack>
  );
}

function RenewCodes({ onRenewed, onClose }: { onRenewed: (codes: string[]) => void; onClose: () => void }) {
  const { t } = useTranslation(['factors', 'common']);
  const errorText = useErrorText();
  const factorsChanged = useFactorsChanged();
  const renewal = useMutation({
    mutationFn: renewRecoveryCodes,
    onSuccess: async (codes) => {
      onRenewed(codes);
      await factorsChanged();
    },
  });
  return (
    <Confirm
      title={t('recovery.renewTitle')}
      text={t('recovery.renewText')}
      yes={t('recovery.renew')}
      no={t('common:actions.cancel')}
      pending={renewal.isPending}
      problem={renewal.error && errorText(renewal.error)}
      onYes={() => renewal.mutate()}
      onClose={onClose}
    />
  );
}
