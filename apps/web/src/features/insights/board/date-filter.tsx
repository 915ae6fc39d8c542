import { useTranslation } from 'react-i18next';
import type { Extent } from '../analysis/describe.js';
import type { Filters } from '../analysis/filters.js';
import { dayOf, dayText } from '../view/wish.js';
import { CommittedInput } from '../../../shared/ui/committed-input.js';

interface DateFilterProps {
  extent: Extent | null;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

const text = (at: number | null): string => (at === null ? '' : dayText(at));

export function DateFilter({ extent, filters, onChange }: DateFilterProps) {
  const { t } = useTranslation('insights');
  const bounds = extent ? { min: dayText(extent.min), max: dayText(extent.max) } : {};
  return (
    <>
      <CommittedInput
        type="date"
        label={t('filters.from')}
        {...bounds}
        value={text(filters.from)}
        onCommit={(value) => onChange({ ...filters, from: dayOf(value) })}
      />
      <CommittedInput
        type="date"
        label={t('filters.to')}
        {...bounds}
        value={text(filters.to)}
        onCommit={(value) => onChange({ ...filters, to: dayOf(value) })}
      />
    </>
  );
}
