import { Button, Group, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { eraseAccount, exportAccount } from '../../shared/api/my-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { Confirm } from '../../shared/ui/confirm.js';
import { DownloadButton } from '../../shared/ui/download-button.js';
import { PasswordField } from '../../shared/ui/password-field.js';
import { Section } from '../../shared/ui/section.js';
import { offerReceipt } from './erasure-receipt.js';

/** Taking one's data along, and leaving for good. */
export function DataSection() {
  const { t } = useTranslation('account');
  const [erasing, setErasing] = useState(false);
  return (
    <Section title={t('data.title')} anchor="data">
      <Stack gap="xs" align="flex-start">
        <Text>{t('data.exportText')}</Text>
        <DownloadButton fetchFile={exportAccount} fileName="facegate-export.zip" failure={t('data.failed')}>
          {t('data.export')}
        </DownloadButton>
      </Stack>
      <Stack gap="xs">
        <Text>{t('data.eraseText')}</Text>
        <Group>
          <Button
            variant="light"
            color="red"
            leftSection={<IconTrash size={18} aria-hidden />}
            onClick={() => setErasing(true)}
          >
            {t('data.erase')}
          </Button>
        </Group>
      </Stack>
      {erasing && <EraseAccount onClose={() => setErasing(false)} />}
    </Section>
  );
}

function EraseAccount({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('account');
  const errorText = useErrorText();
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const erasure = useMutation({
    mutationFn: () => eraseAccount(password),
    // The page of the account is gone by now.
    onSuccess: offerReceipt,
  });
  const wrong = erasure.error instanceof ApiProblem && erasure.error.code === 'CREDENTIALS_INVALID';
  return (
    <Confirm
      title={t('data.confirm.title')}
      text={t('data.confirm.text')}
      yes={t('data.confirm.yes')}
      no={t('data.confirm.no')}
      pending={erasure.isPending}
      problem={erasure.error && !wrong ? errorText(erasure.error) : null}
      onYes={() => {
        setMissing(password === '');
        if (password) erasure.mutate();
      }}
      onClose={onClose}
    >
      <PasswordField
        name="password"
        label={t('data.confirm.password')}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={(missing && t('data.confirm.needPassword')) || (wrong && t('password.wrongCurrent'))}
        data-autofocus
      />
    </Confirm>
  );
}
