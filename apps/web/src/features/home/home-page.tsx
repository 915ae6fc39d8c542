import { Group, SimpleGrid, Text, Title } from '@mantine/core';
import { IconKey, IconScanEye, IconServer } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/api/session.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import styles from './home-page.module.css';

const POINTS = [
  { key: 'camera', icon: IconScanEye },
  { key: 'private', icon: IconServer },
  { key: 'password', icon: IconKey },
] as const;

/** What it is, and the two ways in. */
export function HomePage() {
  const { t } = useTranslation(['home', 'common']);
  const session = useSession();
  const product = t('common:product');
  useEffect(() => {
    document.title = product;
  }, [product]);

  return (
    <div className={styles['page']}>
      <section className={styles['hero']}>
        <div className={styles['words']}>
          <Title order={1} className={styles['title']}>
            {t('title')}
          </Title>
          <Text className={styles['lead']}>{t('lead')}</Text>
          <Group gap="sm">
            {session.status === 'signed-in' ? (
              <RouterButton to="/dashboard" size="lg">
                {t('dashboard')}
              </RouterButton>
            ) : (
              <>
                <RouterButton to="/sign-up" size="lg">
                  {t('signUp')}
                </RouterButton>
                <RouterButton to="/log-in" size="lg" variant="default">
                  {t('logIn')}
                </RouterButton>
              </>
            )}
          </Group>
        </div>
        <Portrait />
      </section>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xl" className={styles['points']}>
        {POINTS.map(({ key, icon: PointIcon }) => (
          <div key={key}>
            <PointIcon size={26} stroke={1.5} className={styles['icon']} aria-hidden />
            <Title order={2} size="h3" mt="xs" mb={4}>
              {t(`points.${key}.title`)}
            </Title>
            <Text c="dimmed">{t(`points.${key}.text`)}</Text>
          </div>
        ))}
      </SimpleGrid>
    </div>
  );
}

/** A face of a few lines in the oval of the capture screen. */
function Portrait() {
  return (
    <svg className={styles['portrait']} viewBox="0 0 240 280" aria-hidden focusable="false">
      <rect x="10" y="10" width="220" height="260" rx="36" className={styles['card']} />
      <ellipse cx="120" cy="132" rx="72" ry="94" className={styles['track']} />
      <path d="M120 38a72 94 0 0 1 0 188" className={styles['ring']} pathLength="100" />
      <g className={styles['face']}>
        <path d="M88 116q10-8 20 0" />
        <path d="M132 116q10-8 20 0" />
        <path d="M120 124v24q0 6-7 6" />
        <path d="M100 176q20 15 40 0" />
      </g>
    </svg>
  );
}
