import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { undoEmailChange } from '../../shared/api/mailed-links-api.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { useLinksGoToOperator } from '../../shared/privacy/use-privacy-facts.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Column } from '../../shared/ui/column.js';
import { Notice } from '../../shared/ui/notice.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { useLinkCall } from './use-link-call.js';
import { useLinkToken } from './use-link-token.js';

/** Opened by the link of the mail to an address that was left. */
export function UndoEmailPage() {
  const { t } = useTranslation('mailedLinks');
  const token = useLinkToken();
  return (
    <Column narrow>
      {token ? (
        <UndoEmail key={token} token={token} />
      ) : (
        <>
          <StepHeading>{t('undoEmail.title')}</StepHeading>
          <Notice kind="info">{t('undoEmail.missing')}</Notice>
        </>
      )}
    </Column>
  );
}

/** A button: programs that look into mails open links, and must not use them up. */
function UndoEmail({ token }: { token: string }) {
  const { t } = useTranslation('mailedLinks');
  const errorText = useErrorText();
  const way = useLinksGoToOperator() ? 'operator' : 'mail';
  const { state, problem, send } = useLinkCall(() => undoEmailChange({ token }));
  if (state === 'done')
    return (
      <>
        <StepHeading key="done">{t('undoEmail.doneTitle')}</StepHeading>
        <Text>{t(`undoEmail.done.${way}`)}</Text>
        <RouterButton to="/log-in">{t('undoEmail.toLogIn')}</RouterButton>
      </>
    );
  return (
    <>
      <StepHeading key="asking">{t('undoEmail.title')}</StepHeading>
      <Text c="dimmed">{t('undoEmail.lead')}</Text>
      {problem !== null && <Notice kind="problem">{errorText(problem)}</Notice>}
      <BusyButton loading={state === 'sending'} onClick={() => void send()}>
        {t('undoEmail.submit')}
      </BusyButton>
    </>
  );
}
