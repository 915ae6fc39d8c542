import { CONSENT_VERSION, consentWording, SIGN_UP_POSES, type AccountFields } from '@facegate/contracts';
import { toDataUrl, type MultiAngleCapture } from '@facegate/face-capture';
import { Anchor, Button, Checkbox, Stack, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState, type Dispatch } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { storeFacial } from '../../shared/api/facegate-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { ConsentText } from '../../shared/consent/consent-text.js';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import { currentLanguage } from '../../shared/i18n/i18n.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';
import { Waiting } from '../../shared/ui/waiting.js';
import { useWait } from '../../shared/ui/use-wait.js';
import { WaitText } from '../../shared/ui/wait-text.js';
import { accountFaultsOf } from '../../shared/account/account-faults.js';
import { pictureFaultsOf } from './picture-faults.js';
import type { SignUpEvent } from './sign-up-state.js';

interface ConsentStepProps {
  account: AccountFields;
  samples: MultiAngleCapture['samples'];
  problem: ApiProblem | null;
  dispatch: Dispatch<SignUpEvent>;
}

/** What is stored, in plain words; then all of it goes to the server at once. */
export function ConsentStep({ account, samples, problem, dispatch }: ConsentStepProps) {
  const { t } = useTranslation('signUp');
  const problemText = useProblemText();
  const wait = useWait(problem);
  const language = currentLanguage();
  const [agreed, setAgreed] = useState(false);
  const [asked, setAsked] = useState(false);
  const [sending, setSending] = useState(false);

  const send = async (): Promise<void> => {
    setSending(true);
    const { username, email, password } = account;
    dispatch({ type: 'sending' });
    // In this order the server names them by index.
    const poses = SIGN_UP_POSES.filter((pose) => samples[pose]);
    try {
      const images = await Promise.all(
        poses.flatMap((pose) => {
          const captured = samples[pose];
          return captured ? [toDataUrl(captured.sample).then((data) => ({ pose, data }))] : [];
        }),
      );
      const stored = await storeFacial({
        username,
        email,
        password,
        consent: { version: CONSENT_VERSION },
        language,
        images,
      });
      dispatch({ type: 'stored', user: stored.user });
    } catch (error) {
      const refused = error instanceof ApiProblem ? error : new ApiProblem('INTERNAL', {}, { cause: error });
      setSending(false);
      dispatch({
        type: 'refused',
        problem: refused,
        accountFaults: accountFaultsOf(refused),
        pictureFaults: pictureFaultsOf(refused, poses),
      });
    }
  };

  return (
    <>
      <StepHeading>{t('consent.title')}</StepHeading>
      <Surface>
        <Stack gap="md">
          <ConsentText wording={consentWording(language)} />
          <Text c="dimmed">
            <Trans
              t={t}
              i18nKey="consent.more"
              components={{ 1: <Anchor component={Link} to="/privacy" target="_blank" /> }}
            />
          </Text>
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              setAsked(true);
              if (agreed && !sending && wait === 0) void send();
            }}
          >
            <Stack gap="md">
              <Checkbox
                size="md"
                label={consentWording(language).agreement}
                checked={agreed}
                disabled={sending}
                error={asked && !agreed ? t('consent.agreeNeeded') : undefined}
                onChange={(event) => setAgreed(event.currentTarget.checked)}
              />
              {problem && (
                <Notice kind="problem" title={t('failed')}>
                  {problemText(wait > 0 ? problem.code : problem)}{' '}
                  {problem.code === 'FACE_ALREADY_ENROLLED' && (
                    <Anchor component={Link} to="/log-in">
                      {t('account.logIn')}
                    </Anchor>
                  )}
                </Notice>
              )}
              <WaitText seconds={wait} />
              <BusyButton type="submit" fullWidth loading={sending} disabled={wait > 0}>
                {t('consent.submit')}
              </BusyButton>
              {sending ? (
                <Waiting>{t('consent.sending')}</Waiting>
              ) : (
                <Button
                  variant="subtle"
                  leftSection={<IconArrowLeft size={18} aria-hidden />}
                  onClick={() => dispatch({ type: 'went-to', step: 'review' })}
                >
                  {t('consent.back')}
                </Button>
              )}
            </Stack>
          </form>
        </Stack>
      </Surface>
    </>
  );
}
