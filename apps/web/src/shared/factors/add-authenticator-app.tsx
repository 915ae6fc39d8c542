import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from '../ui/busy-button.js';
import { CopyTextButton } from '../ui/copy-text-button.js';
import { LoadFailure } from '../ui/load-failure.js';
import { Notice } from '../ui/notice.js';
import { useAutofocusOnChange } from '../ui/use-autofocus-on-change.js';
import { Waiting } from '../ui/waiting.js';
import styles from './add-authenticator-app.module.css';
import { CodeInput } from './code-input.js';
import { beginAuthenticatorApp, confirmAuthenticatorApp } from './factors-api.js';
import { QrCode } from './qr-code.js';
import { useFactorErrorText } from './use-factor-error-text.js';
import { useFactorsChanged } from './use-factors.js';

interface AddAuthenticatorAppProps {
  /** @param recoveryCodes with the first factor */
  onAdded: (recoveryCodes: string[] | undefined) => void;
  onClose: () => void;
}

/** The secret as QR code and as text; a code of the app confirms that it has it. */
export function AddAuthenticatorApp({ onAdded, onClose }: AddAuthenticatorAppProps) {
  const { t } = useTranslation(['factors', 'common']);
  const errorText = useFactorErrorText();
  const factorsChanged = useFactorsChanged();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  // A new secret each time that the dialog opens, and none in memory after it.
  const setup = useQuery({
    queryKey: ['authenticator-app-setup'],
    queryFn: beginAuthenticatorApp,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const form = useAutofocusOnChange<HTMLFormElement>(setup.data);
  const confirming = useMutation({
    mutationFn: () => confirmAuthenticatorApp(code),
    onSuccess: async ({ recoveryCodes }) => {
      onAdded(recoveryCodes);
      await factorsChanged();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('app.addTitle')} withCloseButton={false} closeOnClickOutside={false}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const lacking = code.trim() === '';
          setMissing(lacking);
          if (!lacking) confirming.mutate();
        }}
      >
        <Stack gap="md">
          <Text>{t('app.addText')}</Text>
          {setup.isPending && <Waiting>{t('app.loading')}</Waiting>}
          {setup.isError && (
            <LoadFailure title={t('app.failed')} error={setup.error} onRetry={() => void setup.refetch()} />
          )}
          {setup.data && (
            <>
              <QrCode text={setup.data.uri} label={t('app.qrCode')} />
              <div>
                <Text size="sm">{t('app.secret')}</Text>
                <Code block className={styles['secret'] ?? ''}>
                  {setup.data.secret.match(/.{1,4}/g)?.join(' ')}
                </Code>
                <Group gap="xs" mt="xs">
                  <CopyTextButton text={setup.data.secret} />
                  {/* Where the app is on the very device that shows the page. */}
                  <Button
                    variant="default"
                    size="sm"
                    component="a"
                    href={setup.data.uri}
                    leftSection={<IconExternalLink size={16} aria-hidden />}
                  >
                    {t('app.open')}
                  </Button>
                </Group>
              </div>
              {confirming.error && <Notice kind="problem">{errorText(confirming.error)}</Notice>}
              <CodeInput
                label={t('code')}
                description={t('app.codeHelp')}
                value={code}
                error={missing ? t('needCode') : null}
                onChange={setCode}
              />
            </>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:actions.cancel')}
            </Button>
            <BusyButton type="submit" disabled={!setup.data} loading={confirming.isPending}>
              {t('app.confirm')}
            </BusyButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
