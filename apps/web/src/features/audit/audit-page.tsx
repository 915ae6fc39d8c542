import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSession } from '../../shared/api/session.js';
import { Column } from '../../shared/ui/column.js';
import { Notice } from '../../shared/ui/notice.js';
import { PageHeading } from '../../shared/ui/page-heading.js';
import { AuditEvents } from './audit-events.js';
import { type AuditFilterTexts, readAuditFilters, writeAuditFilters } from './audit-filters.js';

/** Everything that the server wrote down, for its operators. The filters are in the address. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const session = useSession();
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => readAuditFilters(params), [params]);
  if (session.status !== 'signed-in') return null;
  const change = (next: AuditFilterTexts): void => setParams(writeAuditFilters(next), { preventScrollReset: true });
  return (
    <Column>
      <PageHeading title={t('title')} lead={t('lead')} />
      {session.user.role === 'operator' ? (
        <AuditEvents filters={filters} onChange={change} />
      ) : (
        <Notice kind="info" title={t('notOperator.title')}>
          {t('notOperator.text')}
        </Notice>
      )}
    </Column>
  );
}
