import type { AuditEvent } from '@facegate/contracts';
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './account-cell.module.css';

interface AccountCellProps {
  event: AuditEvent;
  /** Shows the events of one account. */
  onChoose: (username: string) => void;
}

/** Whose event it is, as far as there is an account. */
export function AccountCell({ event: { subject, username }, onChoose }: AccountCellProps) {
  const { t } = useTranslation('audit');
  if (subject === undefined) return '–';
  if (username === undefined) return <span title={subject}>{t('erased')}</span>;
  return (
    <UnstyledButton
      className={styles['name']}
      aria-label={t('accountOnly', { name: username })}
      onClick={() => onChoose(username)}
    >
      {username}
    </UnstyledButton>
  );
}
