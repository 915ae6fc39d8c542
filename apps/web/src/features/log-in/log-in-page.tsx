import { Anchor, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation } from 'react-router';
import { useSession } from '../../shared/api/session.js';
import { Column } from '../../shared/ui/column.js';
import { Notice } from '../../shared/ui/notice.js';
import { FaceLogIn } from './face-log-in.js';
import { PasswordForm } from './password-form.js';
import { placeToReturn } from './place-to-return.js';

/** By face; by password at any time. */
export function LogInPage() {
  const { t } = useTranslation('logIn');
  const session = useSession();
  const location = useLocation();
  const [way, setWay] = useState<'face' | 'password'>('face');
  const from = placeToReturn(location.state);

  // Also how a log-in ends: the session begins, and this page has done its work.
  if (session.status === 'signed-in') return <Navigate to={from ?? '/dashboard'} replace />;
  return (
    <Column narrow>
      {from && <Notice kind="info">{t('needed')}</Notice>}
      {way === 'face' ? (
        <FaceLogIn onPassword={() => setWay('password')} />
      ) : (
        <PasswordForm onFace={() => setWay('face')} />
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
