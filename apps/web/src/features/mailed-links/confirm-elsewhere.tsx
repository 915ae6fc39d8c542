import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { logOut } from '../../shared/api/facegate-api.js';
import { verifyEmail } from '../../shared/api/mailed-links-api.js';
import { endSession, useSession } from '../../shared/api/session.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';
import { useLinkCall } from './use-link-call.js';

interface ConfirmElsewhereProps {
  token: string;
  /** The address is confirmed, and the account empty. */
  onReset: () => void;
}

/** Nobody is signed in here to the account of the link: the person logs in, or takes the account as a new one. */
export function ConfirmElsewhere({ token, onReset }: ConfirmElsewhereProps) {
  const { t } = useTranslation('mailedLinks');
  const session = useSession();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const reset = useLinkCall(async () => {
    await verifyEmail({ token });
    onReset();
  });
  const logIn = async (): Promise<void> => {
    // The log-in page leads whoever is signed in back here at once.
    if (session.status === 'signed-in') {
      await logOut().catch(() => undefined);
      endSession();
    }
    await navigate('/log-in', { state: { from: `/verify-email#${token}` } });
  };
  return (
    <>
      <StepHeading key="elsewhere">{t('verifyEmail.elsewhere.title')}</StepHeading>
      <Text>
        {session.status === 'signed-in'
          ? t('verifyEmail.elsewhere.other', { username: session.user.username })
          : t('verifyEmail.elsewhere.nobody')}
      </Text>
      <Surface>
        <Text mb="md">{t('verifyEmail.elsewhere.keep')}</Text>
        <Button fullWidth onClick={() => void logIn()}>
          {t('verifyEmail.elsewhere.logIn')}
        </Button>
      </Surface>
      <Surface>
        <Text mb="md">{t('verifyEmail.elsewhere.reset')}</Text>
        {reset.problem !== null && <Notice kind="problem">{errorText(reset.problem)}</Notice>}
        <BusyButton
          variant="light"
          color="red"
          fullWidth
          loading={reset.state === 'sending'}
          onClick={() => void reset.send()}
        >
          {t('verifyEmail.elsewhere.confirm')}
        </BusyButton>
      </Surface>
    </>
  );
}
