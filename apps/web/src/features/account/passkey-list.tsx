import { PASSKEY_NAME_MAX_LENGTH, type PasskeySummary } from '@facegate/contracts';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { renamePasskey } from '../../shared/factors/factors-api.js';
import { useFactorsChanged } from '../../shared/factors/use-factors.js';
import { formatDate, formatMoment } from '../../shared/i18n/format.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { useAutofocusOnChange } from '../../shared/ui/use-autofocus-on-change.js';
import styles from './passkey-list.module.css';

interface PasskeyListProps {
  passkeys: readonly PasskeySummary[];
  onRemove: (passkey: PasskeySummary) => void;
}

export function PasskeyList({ passkeys, onRemove }: PasskeyListProps) {
  if (passkeys.length === 0) return null;
  return (
    <ul className={styles['list']}>
      {passkeys.map((passkey) => (
        <PasskeyItem key={passkey.id} passkey={passkey} onRemove={() => onRemove(passkey)} />
      ))}
    </ul>
  );
}

function PasskeyItem({ passkey, onRemove }: { passkey: PasskeySummary; onRemove: () => void }) {
  const [renaming, setRenaming] = useState(false);
  const place = useAutofocusOnChange<HTMLLIElement>(renaming);
  return (
    <li ref={place} className={styles['row']}>
      {renaming ? (
        <RenamePasskey passkey={passkey} onDone={() => setRenaming(false)} />
      ) : (
        <PasskeyRow passkey={passkey} onRename={() => setRenaming(true)} onRemove={onRemove} />
      )}
    </li>
  );
}

interface PasskeyRowProps {
  passkey: PasskeySummary;
  onRename: () => void;
  onRemove: () => void;
}

function PasskeyRow({ passkey: { name, createdAt, lastUsedAt, synced }, onRename, onRemove }: PasskeyRowProps) {
  const { t } = useTranslation('factors');
  return (
    <>
      <IconFingerprint size={28} stroke={1.4} aria-hidden />
      <div className={styles['words']}>
        <Text fw={600} truncate>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {t('passkeys.addedAt', { date: formatDate(createdAt) })}
          {synced && ` ${t('passkeys.synced')}`}
        </Text>
        <Text size="sm" c="dimmed">
          {lastUsedAt ? t('passkeys.used', { moment: formatMoment(lastUsedAt) }) : t('passkeys.unused')}
        </Text>
      </div>
      <Group gap="xs" justify="flex-end">
        <Button
          variant="default"
          size="sm"
          aria-label={t('passkeys.renameLabel', { name })}
          onClick={onRename}
          data-autofocus
        >
          {t('passkeys.rename')}
        </Button>
        <Button variant="default" size="sm" aria-label={t('passkeys.removeLabel', { name })} onClick={onRemove}>
          {t('remove')}
        </Button>
      </Group>
    </>
  );
}

function RenamePasskey({ passkey, onDone }: { passkey: PasskeySummary; onDone: () => void }) {
  const { t } = useTranslation(['factors', 'common']);
  const errorText = useErrorText();
  const factorsChanged = useFactorsChanged();
  const [name, setName] = useState(passkey.name);
  const nameless = name.trim() === '';
  const renaming = useMutation({
    mutationFn: () => renamePasskey(passkey.id, name.trim()),
    onSuccess: async () => {
      await factorsChanged();
      onDone();
    },
  });
  return (
    <form
      noValidate
      className={styles['words']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!nameless) renaming.mutate();
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          flex="1 1 12rem"
          label={t('passkeys.name')}
          value={name}
          maxLength={PASSKEY_NAME_MAX_LENGTH}
          onChange={(event) => setName(event.currentTarget.value)}
          error={(nameless && t('passkeys.needName')) || (renaming.error && errorText(renaming.error))}
          data-autofocus
        />
        <BusyButton type="submit" size="sm" loading={renaming.isPending}>
          {t('passkeys.save')}
        </BusyButton>
        <Button variant="default" size="sm" onClick={onDone}>
          {t('common:actions.cancel')}
        </Button>
      </Group>
    </form>
  );
}
