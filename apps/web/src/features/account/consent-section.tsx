import { CONSENT_TEXTS, consentWording, type ConsentRecord, type MyConsent } from '@facegate/contracts';
import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { giveConsent, withdrawConsent } from '../../shared/api/my-api.js';
import { ConsentText } from '../../shared/consent/consent-text.js';
import { CONSENT_QUERY_KEY, useConsent } from '../../shared/consent/use-consent.js';
import { formatMoment } from '../../shared/i18n/format.js';
import { currentLanguage } from '../../shared/i18n/i18n.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Confirm } from '../../shared/ui/confirm.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { Notice } from '../../shared/ui/notice.js';
import { Section } from '../../shared/ui/section.js';
import { Waiting } from '../../shared/ui/waiting.js';

/** What the person agreed to, and the way out of it. */
export function ConsentSection() {
  const { t } = useTranslation('account');
  const consent = useConsent();
  return (
    <Section title={t('consent.title')} text={t('consent.text')} anchor="consent">
      {consent.isPending && <Waiting>{t('consent.loading')}</Waiting>}
      {consent.isError && (
        <LoadFailure title={t('consent.failed')} error={consent.error} onRetry={() => void consent.refetch()} />
      )}
      {consent.data && <Consent consent={consent.data} />}
    </Section>
  );
}

function Consent({ consent: { given, outdated } }: { consent: MyConsent }) {
  const { t } = useTranslation('account');
  const [done, setDone] = useState<'agreed' | 'withdrawn' | null>(null);
  return (
    <>
      {done && <Notice kind="success">{t(`consent.${done}`)}</Notice>}
      {!given && <Text>{t('consent.none')}</Text>}
      {given && outdated && <Text>{t('consent.outdated', { moment: formatMoment(given.givenAt) })}</Text>}
      {given && !outdated && <GivenConsent given={given} />}
      {(!given || outdated) && <GiveConsent onGiven={() => setDone('agreed')} />}
      {given && <WithdrawConsent onWithdrawn={() => setDone('withdrawn')} />}
    </>
  );
}

function GivenConsent({ given: { version, language, text, givenAt } }: { given: ConsentRecord }) {
  const { t } = useTranslation('account');
  const wording = CONSENT_TEXTS[version]?.[language];
  return (
    <>
      <Text>{t('consent.given', { version, moment: formatMoment(givenAt) })}</Text>
      <details>
        <summary>{t('consent.read')}</summary>
        <Stack gap="sm" mt="sm" lang={language}>
          {wording ? <ConsentText wording={wording} /> : <Text style={{ whiteSpace: 'pre-line' }}>{text}</Text>}
          {wording && <Text>{wording.agreement}</Text>}
        </Stack>
      </details>
    </>
  );
}

function GiveConsent({ onGiven }: { onGiven: () => void }) {
  const { t } = useTranslation('account');
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [agreed, setAgreed] = useState(false);
  const [asked, setAsked] = useState(false);
  const wording = consentWording(currentLanguage());
  const giving = useMutation({
    mutationFn: () => giveConsent(currentLanguage()),
    onSuccess: (consent) => {
      queries.setQueryData(CONSENT_QUERY_KEY, consent);
      void queries.invalidateQueries({ queryKey: ['events'] });
      onGiven();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (agreed && !giving.isPending) giving.mutate();
      }}
    >
      <Stack gap="md">
        <ConsentText wording={wording} />
        <Checkbox
          size="md"
          label={wording.agreement}
          checked={agreed}
          error={asked && !agreed ? t('consent.agreeNeeded') : undefined}
          onChange={(event) => setAgreed(event.currentTarget.checked)}
        />
        {giving.error && (
          <Notice kind="problem" title={t('consent.agreeFailed')}>
            {errorText(giving.error)}
          </Notice>
        )}
        <Group>
          <BusyButton type="submit" loading={giving.isPending}>
            {t('consent.agree')}
          </BusyButton>
        </Group>
      </Stack>
    </form>
  );
}

function WithdrawConsent({ onWithdrawn }: { onWithdrawn: () => void }) {
  const { t } = useTranslation('account');
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const withdrawal = useMutation({
    mutationFn: withdrawConsent,
    onSuccess: async () => {
      onWithdrawn();
      setAsking(false);
      // Faces, events and the consent itself.
      await queries.invalidateQueries();
    },
  });
  return (
    <Group>
      <Button variant="light" color="red" onClick={() => setAsking(true)}>
        {t('consent.withdraw')}
      </Button>
      {asking && (
        <Confirm
          title={t('consent.confirm.title')}
          text={t('consent.confirm.text')}
          yes={t('consent.confirm.yes')}
          no={t('consent.confirm.no')}
          pending={withdrawal.isPending}
          problem={withdrawal.error ? errorText(withdrawal.error) : null}
          onYes={() => withdrawal.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </Group>
  );
}
