import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import { SegmentedControl, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../shared/ui/section.js';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

export function ColorsSection() {
  const { t } = useTranslation('account');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={t('colors.title')}>
      <SegmentedControl
        aria-label={t('colors.label')}
        fullWidth
        radius="xl"
        value={colorScheme}
        onChange={(value) => setColorScheme(SCHEMES.find((scheme) => scheme === value) ?? 'auto')}
        data={SCHEMES.map((value) => ({ value, label: t(`colors.${value}`) }))}
      />
    </Section>
  );
}
