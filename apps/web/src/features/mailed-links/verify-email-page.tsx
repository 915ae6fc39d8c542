import { useTranslation } from 'react-i18next';
import { Column } from '../../shared/ui/column.js';
import { Notice } from '../../shared/ui/notice.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { ConfirmEmail } from './confirm-email.js';
import { useLinkToken } from './use-link-token.js';

/** Opened by the link of a mail. */
export function VerifyEmailPage() {
  const { t } = useTranslation('mailedLinks');
  const token = useLinkToken();
  return (
    <Column narrow>
      {token ? (
        <ConfirmEmail key={token} token={token} />
      ) : (
        <>
          <StepHeading>{t('verifyEmail.title')}</StepHeading>
          <Notice kind="info">{t('verifyEmail.missing')}</Notice>
          <RouterButton to="/account">{t('verifyEmail.toAccount')}</RouterButton>
        </>
      )}
    </Column>
  );
}
