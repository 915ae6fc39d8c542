import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../i18n/use-problem-text.js';
import { Notice } from './notice.js';

interface LoadFailureProps {
  title: string;
  error: Error;
  onRetry: () => void;
}

/** That something did not load, why, and another try. */
export function LoadFailure({ title, error, onRetry }: LoadFailureProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <Notice kind="problem" title={title}>
      {errorText(error)}
      <Group mt="sm">
        <Button size="xs" variant="default" onClick={onRetry}>
          {t('actions.tryAgain')}
        </Button>
      </Group>
    </Notice>
  );
}
