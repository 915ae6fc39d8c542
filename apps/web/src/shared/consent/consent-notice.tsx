import { Container } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { Notice } from '../ui/notice.js';
import { RouterButton } from '../ui/router-button.js';
import { useConsent } from './use-consent.js';

/** Asks whoever agreed to an older text, in every room but the one where they answer. */
export function ConsentNotice() {
  const { t } = useTranslation('account');
  const { pathname } = useLocation();
  const consent = useConsent();
  if (!consent.data?.outdated || pathname === '/account') return null;
  return (
    <Container size="md" w="100%" pt="md">
      <Notice kind="info" title={t('consent.notice.title')}>
        {t('consent.notice.text')}{' '}
        <RouterButton to="/account#consent" size="xs" variant="default">
          {t('consent.notice.go')}
        </RouterButton>
      </Notice>
    </Container>
  );
}
