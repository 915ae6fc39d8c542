import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import { SegmentedControl, Stack, Text, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { updateAccount } from '../../shared/api/my-api.js';
import { chooseLanguage, currentLanguage } from '../../shared/i18n/i18n.js';
import { isLanguage, type Language, LANGUAGES } from '../../shared/i18n/languages.js';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import { Section } from '../../shared/ui/section.js';
import { toast } from '../../shared/ui/toast.js';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];
const LANGUAGE_CHOICES = Object.entries(LANGUAGES).map(([value, label]) => ({
  value,
  label: <span lang={value}>{label}</span>,
}));

/** For this browser, and for the mails to this person. */
async function choose(language: Language): Promise<void> {
  await chooseLanguage(language);
  await updateAccount({ language });
}

/** Colours and language, kept in this browser. */
export function AppearanceSection() {
  const { t } = useTranslation('account');
  const problemText = useProblemText();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={t('appearance.title')}>
      <Stack gap={6} maw="28rem">
        <Text fw={500}>{t('appearance.colors')}</Text>
        <SegmentedControl
          aria-label={t('appearance.colors')}
          radius="xl"
          value={colorScheme}
          onChange={(value) => setColorScheme(SCHEMES.find((scheme) => scheme === value) ?? 'auto')}
          data={SCHEMES.map((value) => ({ value, label: t(`appearance.${value}`) }))}
        />
      </Stack>
      <Stack gap={6} maw="28rem">
        <Text fw={500}>{t('appearance.language')}</Text>
        <SegmentedControl
          aria-label={t('appearance.language')}
          radius="xl"
          value={currentLanguage()}
          onChange={(value) => {
            if (isLanguage(value)) choose(value).catch(() => toast('problem', problemText('NETWORK')));
          }}
          data={LANGUAGE_CHOICES}
        />
      </Stack>
    </Section>
  );
}
