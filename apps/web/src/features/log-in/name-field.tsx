import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface NameFieldProps {
  /** Null while nobody asked for the field. */
  username: string | null;
  /** The server cannot tell two people apart without a name. */
  wanted: boolean;
  onUsername: (username: string) => void;
}

/** The name to compare with, behind a button: most people never need it. */
export function NameField({ username, wanted, onUsername }: NameFieldProps) {
  const { t } = useTranslation('logIn');
  if (username === null && !wanted) {
    return (
      <Button variant="subtle" size="sm" onClick={() => onUsername('')}>
        {t('face.useName')}
      </Button>
    );
  }
  return (
    <TextInput
      label={t('face.username')}
      description={t('face.usernameHelp')}
      value={username ?? ''}
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => onUsername(event.currentTarget.value)}
    />
  );
}
