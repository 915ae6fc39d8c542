import type { PrivacyFacts } from '@facegate/contracts';
import { Anchor, List, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePrivacyFacts } from '../../shared/privacy/use-privacy-facts.js';
import { Column } from '../../shared/ui/column.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { Section } from '../../shared/ui/section.js';
import { PageHeading } from '../../shared/ui/page-heading.js';
import { KeptTable } from './kept-table.js';

const RIGHTS = [
  { key: 'see', to: '/faces' },
  { key: 'consent', to: '/account#consent' },
  { key: 'events', to: '/account#events' },
  { key: 'export', to: '/account#data' },
] as const;

/** What is kept, how long, who sees it, and what one can do: on one screen. */
export function PrivacyPage() {
  const { t } = useTranslation('privacy');
  const { facts, error, retry } = usePrivacyFacts();
  return (
    <Column wide>
      <PageHeading title={t('title')} lead={t('lead')} />
      {error && <LoadFailure title={t('failed')} error={error} onRetry={retry} />}
      <KeptTable facts={facts} />
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
        <Section title={t('who.title')}>
          <Text size="sm">
            {t('who.text')} {facts && t(facts.sendsMail ? 'who.mailOn' : 'who.mailOff')}{' '}
            {facts?.asksForLeakedPasswords && t('who.leakedPasswords')} {facts && t('who.nobody')}
          </Text>
        </Section>
        <Section title={t('rights.title')}>
          <List size="sm" spacing={4}>
            {RIGHTS.map(({ key, to }) => (
              <List.Item key={key}>
                <Anchor component={Link} to={to} size="sm">
                  {t(`rights.${key}`)}
                </Anchor>
              </List.Item>
            ))}
          </List>
          <Text size="sm" c="dimmed">
            {t('rights.logIn')}
          </Text>
        </Section>
        <Section title={t('contact.title')}>
          <Responsible facts={facts} />
        </Section>
      </SimpleGrid>
    </Column>
  );
}

function Responsible({ facts }: { facts: PrivacyFacts | null }) {
  const { t } = useTranslation('privacy');
  const idleDays = facts?.days.idleAccounts;
  return (
    <>
      {facts && <Text size="sm">{facts.contact ?? t('contact.none')}</Text>}
      {facts?.sendsMail === true && <Text size="sm">{t('unconfirmed')}</Text>}
      {idleDays !== undefined && <Text size="sm">{t('idle', { days: idleDays })}</Text>}
    </>
  );
}
