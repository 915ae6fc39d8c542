import { Button, Group, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetUsername, lastUsername } from '../../shared/api/last-username.js';

interface NameFieldProps {
  /** Null while nobody asked for the field. */
  username: string | null;
  /** The server cannot tell who it is without a name. */
  wanted: boolean;
  onUsername: (username: string | null) => void;
}

/** The name to compare with: the one who was here last, or behind a button, since few people need it. */
export function NameField({ username, wanted, onUsername }: NameFieldProps) {
  const { t } = useTranslation('logIn');
  const field = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState(false);

  useEffect(() => {
    if (wanted || asked) field.current?.focus();
  }, [wanted, asked]);

  if (username !== null && username === lastUsername()) {
    return (
      <Group justify="center" gap="xs">
        <Text size="sm" miw={0}>
          {t('face.as', { username })}
        </Text>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            forgetUsername();
            onUsername(null);
          }}
        >
          {t('face.notMe')}
        </Button>
      </Group>
    );
  }
  if (username === null && !wanted) {
    return (
      <Button
        variant="subtle"
        size="sm"
        onClick={() => {
          setAsked(true);
          onUsername('');
        }}
      >
        {t('face.useName')}
      </Button>
    );
  }
  return (
    <TextInput
      ref={field}
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
