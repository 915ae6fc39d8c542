import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bucket } from '../analysis/buckets.js';
import { DAY_MS } from '../analysis/filters.js';
import type { Subject } from '../analysis/groups.js';
import { locale } from '../../../shared/i18n/format.js';

export interface Formats {
  number: (value: number) => string;
  /** As finely as steps of that width differ. */
  step: (value: number, width: number) => string;
  /** A dash where there is none. */
  orNothing: (value: number | null | undefined) => string;
  /** 0 to 1 as per cent. */
  share: (value: number) => string;
  /** A moment of the data set; see DateColumn. */
  moment: (at: number) => string;
  /** The time that a bucket stands for. */
  bucket: (start: number, bucket: Bucket) => string;
  subject: (subject: Subject) => string;
}

const UTC = { timeZone: 'UTC' } as const;

function intlFormats(language: string) {
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...UTC, ...options });
  return {
    plain: new Intl.NumberFormat(language, { maximumFractionDigits: 2 }),
    small: new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }),
    percent: new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }),
    day: date({ dateStyle: 'medium' }),
    moment: date({ dateStyle: 'medium', timeStyle: 'short' }),
    month: date({ month: 'short', year: 'numeric' }),
    year: date({ year: 'numeric' }),
  };
}

/** How numbers and moments are written in the person's language. */
export function useFormats(): Formats {
  const { t } = useTranslation('insights');
  const language = locale();
  return useMemo(() => {
    const intl = intlFormats(language);
    const number = (value: number): string => (Math.abs(value) < 1 ? intl.small : intl.plain).format(value);
    return {
      number,
      step: (value, width) => {
        const digits = width > 0 ? Math.min(20, Math.max(0, Math.ceil(-Math.log10(width)))) : 2;
        return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
      },
      orNothing: (value) => (value === null || value === undefined ? '–' : number(value)),
      share: (value) => intl.percent.format(value),
      moment: (at) => (at % DAY_MS === 0 ? intl.day : intl.moment).format(at),
      bucket: (start, bucket) => {
        if (bucket === 'hour') return intl.moment.format(start);
        if (bucket === 'week') return t('weekOf', { day: intl.day.format(start) });
        return intl[bucket].format(start);
      },
      subject: (subject) => {
        if (subject.kind === 'all') return t('charts.all');
        if (subject.kind === 'others') return t('charts.others', { count: subject.count });
        return subject.label === '' ? t('charts.empty') : subject.label;
      },
    };
  }, [language, t]);
}
