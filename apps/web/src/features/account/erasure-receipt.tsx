import type { ErasureReceipt } from '@facegate/contracts';
import { Button, Stack, Text } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toastThatStays } from '../../shared/ui/toast.js';
import { saveFile } from '../../shared/ui/save-file.js';

/** That the account is gone, with the proof of it to take along: nobody can ask for it later. */
export function offerReceipt(receipt: ErasureReceipt): void {
  toastThatStays(<Erased receipt={receipt} />);
}

function Erased({ receipt }: { receipt: ErasureReceipt }) {
  const { t } = useTranslation('account');
  const save = (): void => {
    const file = new Blob([`${JSON.stringify(receipt, null, 2)}\n`], { type: 'application/json' });
    saveFile(file, 'facegate-erasure-receipt.json');
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('data.erased')}</Text>
      <Button size="xs" variant="light" leftSection={<IconReceipt size={16} aria-hidden />} onClick={save}>
        {t('data.saveReceipt')}
      </Button>
    </Stack>
  );
}
