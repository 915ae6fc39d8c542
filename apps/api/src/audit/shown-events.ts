import type { AccountEvent, AuditAction, AuditEvent } from '@facegate/contracts';
import type { AuditEventEntity } from './audit-event.entity.js';

/** Without the class, so that it can be spread. */
type Plain<T> = { [Key in keyof T]: T[Key] };

/** What the detail of these tells of a live check would teach whoever tries to get through one. */
const FOR_OPERATORS: ReadonlySet<AuditAction> = new Set(['sign-in', 'second-factor-asked']);

/** As the person of the account sees it. */
export function accountEvent(row: AuditEventEntity): Plain<AccountEvent> {
  const { id, at, action, actor, outcome, reason, method, detail, origin } = row;
  return {
    id,
    time: at.toISOString(),
    action,
    actor,
    outcome,
    ...(reason && { reason }),
    ...(method && { method }),
    ...(detail && !FOR_OPERATORS.has(action) && { detail }),
    ...(origin?.device && { device: origin.device }),
    ...(origin?.network && { network: origin.network }),
  };
}

/** As an operator sees it. */
export function auditEvent(row: AuditEventEntity): Plain<AuditEvent> {
  const { seq, detail, subject } = row;
  return { ...accountEvent(row), seq, ...(detail && { detail }), ...(subject && { subject }) };
}
