import { PASSKEY_NAME_MAX_LENGTH } from '@facegate/contracts';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from '../ui/busy-button.js';
import { Notice } from '../ui/notice.js';
import { addPasskey } from './factors-api.js';
import { useFactorErrorText } from './use-factor-error-text.js';
import { useFactorsChanged } from './use-factors.js';

interface AddPasskeyProps {
  /** @param recoveryCodes with the first factor */
  onAdded: (recoveryCodes: string[] | undefined) => void;
  onClose: () => void;
}

/** Names a passkey, then has the browser make it. */
export function AddPasskey({ onAdded, onClose }: AddPasskeyProps) {
  const { t } = useTranslation(['factors', 'common']);
  const errorText = useFactorErrorText();
  const factorsChanged = useFactorsChanged();
  const [name, setName] = useState(() => t('passkeys.defaultName'));
  const adding = useMutation({
    mutationFn: () => addPasskey(name.trim()),
    onSuccess: async ({ recoveryCodes }) => {
      onAdded(recoveryCodes);
      await factorsChanged();
    },
  });
  const nameless = name.trim() === '';
  return (
    <Modal opened onClose={onClose} title={t('passkeys.addTitle')} withCloseButton={false}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!nameless) adding.mutate();
        }}
      >
        <Stack gap="md">
          <Text>{t('passkeys.addText')}</Text>
          {adding.error && <Notice kind="problem">{errorText(adding.error)}</Notice>}
          <TextInput
            label={t('passkeys.name')}
            description={t('passkeys.nameHelp')}
            value={name}
            maxLength={PASSKEY_NAME_MAX_LENGTH}
            onChange={(event) => setName(event.currentTarget.value)}
            error={nameless && t('passkeys.needName')}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:actions.cancel')}
            </Button>
            <BusyButton type="submit" loading={adding.isPending}>
              {t('passkeys.make')}
            </BusyButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
