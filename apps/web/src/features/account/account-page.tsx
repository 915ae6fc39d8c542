import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/api/session.js';
import { Column } from '../../shared/ui/column.js';
import { PageHeading } from '../../shared/ui/page-heading.js';
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
  // Who withdrew the consent where a face is demanded: the rest is closed until there is one again.
  const isWhole = session.missing.length === 0;
  return (
    <Column>
      <PageHeading title={t('title')} lead={t('lead')} />
      {isWhole && (
        <>
          <ProfileSection user={session.user} />
          <PasswordSection user={session.user} />
          <SecondFactorSection />
          <DevicesSection />
          <EventsSection />
        </>
      )}
      <AppearanceSection />
      <ConsentSection />
      <DataSection />
    </Column>
  );
}
