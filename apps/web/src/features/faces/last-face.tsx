import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface LastFaceProps {
  onAdd: () => void;
  onClose: () => void;
}

/** Why the last face stays, and the way on. */
export function LastFace({ onAdd, onClose }: LastFaceProps) {
  const { t } = useTranslation('faces');
  return (
    <Modal opened onClose={onClose} title={t('last.title')} withCloseButton={false}>
      <Stack gap="md">
        <Text>{t('last.text')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('last.keep')}
          </Button>
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={onAdd} data-autofocus>
            {t('last.add')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
