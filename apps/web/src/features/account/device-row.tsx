import type { SessionSummary } from '@facegate/contracts';
import { Text } from '@mantine/core';
import { IconDeviceLaptop, IconDeviceMobile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../shared/i18n/format.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import styles from './devices-section.module.css';

interface DeviceRowProps {
  device: SessionSummary;
  ending: boolean;
  onEnd: () => void;
}

/** The product token that phones' browsers send: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/User-Agent */
const isPhone = (userAgent = ''): boolean => /Mobi|Android/.test(userAgent);

export function DeviceRow({ device, ending, onEnd }: DeviceRowProps) {
  const { t } = useTranslation('account');
  const DeviceIcon = isPhone(device.userAgent) ? IconDeviceMobile : IconDeviceLaptop;
  const name = device.device ?? t('devices.unknown');
  const used = formatMoment(device.lastUsedAt);
  return (
    <li className={styles['row']}>
      <DeviceIcon size={28} stroke={1.4} aria-hidden />
      <div className={styles['words']}>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {t('devices.since', {
            method: t(`devices.method.${device.method}`),
            moment: formatMoment(device.createdAt),
          })}
        </Text>
        <Text size="sm" c="dimmed">
          {t('devices.used', { moment: used })}
        </Text>
      </div>
      {device.current ? (
        <span className={styles['current']}>{t('devices.current')}</span>
      ) : (
        <BusyButton
          variant="default"
          size="sm"
          loading={ending}
          aria-label={t('devices.endLabel', { device: name, moment: used })}
          onClick={onEnd}
        >
          {t('devices.end')}
        </BusyButton>
      )}
    </li>
  );
}
