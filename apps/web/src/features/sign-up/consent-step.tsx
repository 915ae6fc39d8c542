import { consentWording } from '@facegate/contracts';
import { Anchor, Button, Checkbox, Stack, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConsentText } from '../../shared/consent/consent-text.js';
import { currentLanguage } from '../../shared/i18n/i18n.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';

interface ConsentStepProps {
  /** They did before. */
  agreed: boolean;
  onAgree: () => void;
  onBack: () => void;
}

/** What is stored, in plain words, before anything of the face goes to the server. */
export function ConsentStep({ agreed: before, onAgree, onBack }: ConsentStepProps) {
  const { t } = useTranslation('signUp');
  const wording = consentWording(currentLanguage());
  const [agreed, setAgreed] = useState(before);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <StepHeading>{t('consent.title')}</StepHeading>
      <Surface>
        <Stack gap="md">
          <ConsentText wording={wording} />
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
              if (agreed) onAgree();
            }}
          >
            <Stack gap="md">
              <Checkbox
                size="md"
                label={wording.agreement}
                checked={agreed}
                error={asked && !agreed ? t('consent.agreeNeeded') : undefined}
                onChange={(event) => setAgreed(event.currentTarget.checked)}
              />
              <Button type="submit" fullWidth>
                {t('consent.submit')}
              </Button>
              <Button variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onBack}>
                {t('consent.back')}
              </Button>
            </Stack>
          </form>
        </Stack>
      </Surface>
    </>
  );
}
