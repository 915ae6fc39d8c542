import { Button, CopyButton } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Puts a text into the clipboard, and says so. */
export function CopyTextButton({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" size="sm" leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
          {copied ? t('actions.copied') : t('actions.copy')}
        </Button>
      )}
    </CopyButton>
  );
}
