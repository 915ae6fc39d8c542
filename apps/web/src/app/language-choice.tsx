import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage } from '../shared/i18n/i18n.js';

/** To the other language. Says so in that language, for those who do not speak this one. */
export function LanguageChoice() {
  const { t } = useTranslation();
  const other = currentLanguage() === 'en' ? 'de' : 'en';
  return (
    <Button
      variant="subtle"
      color="gray"
      size="sm"
      px="sm"
      c="inherit"
      lang={other}
      aria-label={t('otherLanguage')}
      onClick={() => void chooseLanguage(other).catch(() => undefined)}
    >
      {other.toUpperCase()}
    </Button>
  );
}
