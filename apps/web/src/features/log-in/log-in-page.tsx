import { Anchor, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation } from 'react-router';
import { useSession } from '../../shared/api/session.js';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import { Column } from '../../shared/ui/column.js';
import { Notice } from '../../shared/ui/notice.js';
import { FaceLogIn } from './face-log-in.js';
import { PasskeyButton } from './passkey-button.js';
import { PasswordForm } from './password-form.js';
import { placeToReturn } from './place-to-return.js';
import type { SecondFactorQuestion } from './second-factor-question.js';
import { SecondFactorStep } from './second-factor-step.js';

/** By face; by password or passkey at any time. */
export function LogInPage() {
  const { t } = useTranslation('logIn');
  const session = useSession();
  const location = useLocation();
  const [way, setWay] = useState<'face' | 'password'>('face');
  const [question, setQuestion] = useState<SecondFactorQuestion | null>(null);
  const from = placeToReturn(location.state);
  const problemText = useProblemText();
  const endedBy = session.status === 'signed-out' ? session.endedBy : undefined;

  // Also how a log-in ends: the session begins, and this page has done its work.
  if (session.status === 'signed-in') return <Navigate to={from ?? '/dashboard'} replace />;
  return (
    <Column narrow>
      {from && <Notice kind="info">{endedBy ? problemText(endedBy) : t('needed')}</Notice>}
      {question ? (
        <SecondFactorStep question={question} onAgain={() => setQuestion(null)} />
      ) : (
        <>
          {way === 'face' ? (
            <FaceLogIn onSecondFactor={setQuestion} onPassword={() => setWay('password')} />
          ) : (
            <PasswordForm onSecondFactor={setQuestion} onFace={() => setWay('face')} />
          )}
          <PasskeyButton />
        </>
      )}
      <Text ta="center">
        {t('noAccount')}{' '}
        <Anchor component={Link} to="/sign-up">
          {t('signUp')}
        </Anchor>
      </Text>
    </Column>
  );
}
