import { EMAIL_MAX_LENGTH } from '@facegate/contracts';
import { Button, Stack, TextInput } from '@mantine/core';
import { IconFaceId } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import { Notice } from '../../shared/ui/notice.js';
import { Surface } from '../../shared/ui/surface.js';

interface NameFormProps {
  /** The server cannot tell who it is without a name. */
  wanted: boolean;
  /** Null: without a name after all. */
  onName: (username: string | null) => void;
  /** The other ways. */
  children: ReactNode;
}

/** The name first, since a live check is for one name; then the camera. */
export function NameForm({ wanted, onName, children }: NameFormProps) {
  const { t } = useTranslation('logIn');
  const problemText = useProblemText();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const name = typed.trim();

  useEffect(() => {
    field.current?.focus();
  }, []);

  return (
    <Surface data-prompt="none">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(name === '');
          if (name !== '') onName(name);
        }}
      >
        <Stack gap="md">
          {wanted && <Notice kind="info">{problemText('USERNAME_REQUIRED')}</Notice>}
          <TextInput
            ref={field}
            label={t('face.username')}
            description={t('face.usernameHelp')}
            name="username"
            value={typed}
            error={missing && t('password.needUsername')}
            maxLength={EMAIL_MAX_LENGTH}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" leftSection={<IconFaceId size={20} aria-hidden />}>
            {t('face.withName')}
          </Button>
          {!wanted && (
            <Button variant="subtle" onClick={() => onName(null)}>
              {t('face.withoutName')}
            </Button>
          )}
          {children}
        </Stack>
      </form>
    </Surface>
  );
}
