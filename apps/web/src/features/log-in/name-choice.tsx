import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface NameChoiceProps {
  /** Whom the face is compared with; null: with everybody. */
  username: string | null;
  onName: () => void;
  onForget: () => void;
}

/** Whom the face is compared with, and how to change that. Few people need it. */
export function NameChoice({ username, onName, onForget }: NameChoiceProps) {
  const { t } = useTranslation('logIn');
  if (username === null) {
    return (
      <Button variant="subtle" size="sm" onClick={onName}>
        {t('face.useName')}
      </Button>
    );
  }
  return (
    <Group justify="center" gap="xs">
      <Text size="sm" miw={0}>
        {t('face.as', { username })}
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={onForget}>
        {t('face.notMe')}
      </Button>
    </Group>
  );
}
