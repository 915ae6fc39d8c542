import { SimpleGrid, Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The two cards before they are there. */
export function DashboardSkeleton() {
  const { t } = useTranslation('dashboard');
  return (
    <output>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" aria-hidden>
        <Skeleton height="13rem" radius="lg" />
        <Skeleton height="13rem" radius="lg" />
      </SimpleGrid>
    </output>
  );
}
