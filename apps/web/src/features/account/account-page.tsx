import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/api/session.js';
import { Column } from '../../shared/ui/column.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { AppearanceSection } from './appearance-section.js';
import { ConsentSection } from './consent-section.js';
import { DataSection } from './data-section.js';
import { DevicesSection } from './devices-section.js';
import { EventsSection } from './events-section.js';
import { PasswordSection } from './password-section.js';
import { ProfileSection } from './profile-section.js';
import { SecondFactorSection } from './second-factor-section.js';

/** Everything about the account but its faces. */
export function AccountPage() {
  const { t } = useTranslation('account');
  const session = useSession();
  if (session.status !== 'signed-in') return null;
  return (
    <Column>
      <div>
        <StepHeading>{t('title')}</StepHeading>
        <Text c="dimmed">{t('lead')}</Text>
      </div>
      <ProfileSection user={session.user} />
      <PasswordSection user={session.user} />
      <SecondFactorSection />
      <DevicesSection />
      <EventsSection />
      <AppearanceSection />
      <ConsentSection />
      <DataSection />
    </Column>
  );
}
