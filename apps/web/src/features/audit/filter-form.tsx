import { AUDIT_ACTIONS, SIGN_IN_OUTCOMES } from '@facegate/contracts';
import { Button, Group, NativeSelect, SimpleGrid } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { locale } from '../../shared/i18n/format.js';
import { CommittedInput } from '../../shared/ui/committed-input.js';
import type { AuditFilters, AuditFilterTexts } from './audit-filters.js';

interface FilterFormProps {
  filters: AuditFilters;
  accountError?: string;
  isFiltered: boolean;
  onChange: (texts: AuditFilterTexts) => void;
}

export function FilterForm({ filters, accountError, isFiltered, onChange }: FilterFormProps) {
  const { t } = useTranslation(['audit', 'events']);
  const accountField = useRef<HTMLInputElement>(null);
  const change = (some: AuditFilterTexts): void => onChange({ ...filters, ...some });
  const actions = AUDIT_ACTIONS.map((value) => ({
    value,
    label: t(`events:actions.${value}`),
  })).toSorted((one, other) => one.label.localeCompare(other.label, locale()));
  const outcomes = SIGN_IN_OUTCOMES.map((value) => ({ value, label: t(`outcomes.${value}`) }));
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="md">
        <CommittedInput
          ref={accountField}
          type="text"
          label={t('filters.account')}
          placeholder={t('filters.accountHelp')}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={254}
          value={filters.account ?? ''}
          error={accountError}
          onCommit={(account) => change({ account: account.trim() })}
        />
        <NativeSelect
          size="sm"
          label={t('filters.action')}
          data={[{ value: '', label: t('filters.all') }, ...actions]}
          value={filters.action ?? ''}
          onChange={({ currentTarget }) => change({ action: currentTarget.value })}
        />
        <NativeSelect
          size="sm"
          label={t('filters.outcome')}
          data={[{ value: '', label: t('filters.bothOutcomes') }, ...outcomes]}
          value={filters.outcome ?? ''}
          onChange={({ currentTarget }) => change({ outcome: currentTarget.value })}
        />
        <CommittedInput
          type="date"
          label={t('filters.from')}
          value={filters.from ?? ''}
          onCommit={(from) => change({ from })}
        />
        <CommittedInput
          type="date"
          label={t('filters.to')}
          value={filters.to ?? ''}
          onCommit={(to) => change({ to })}
        />
      </SimpleGrid>
      {isFiltered && (
        <Group>
          <Button
            variant="subtle"
            size="sm"
            onClick={() => {
              onChange({});
              // This button goes away with the filters.
              accountField.current?.focus();
            }}
          >
            {t('filters.clear')}
          </Button>
        </Group>
      )}
    </>
  );
}
