import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './offline-notice.module.css';

/** Says so while the browser knows of no connection. Always there, so that the words are read out when they come. */
export function OfflineNotice() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  return (
    <output>
      {!online && (
        <span className={styles['notice']}>
          <IconWifiOff size={18} aria-hidden />
          {t('offline')}
        </span>
      )}
    </output>
  );
}
