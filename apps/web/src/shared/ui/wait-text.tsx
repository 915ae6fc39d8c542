import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** 75 → `1:15`. */
const clock = (seconds: number): string => `${Math.trunc(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** How long until one may try again. Not read out each second. */
export function WaitText({ seconds }: { seconds: number }) {
  const { t } = useTranslation('problems');
  if (seconds === 0) return null;
  return (
    <Text ta="center" role="timer">
      {t('wait', { time: clock(seconds) })}
    </Text>
  );
}
