import type { AccountEvent, AuditEvent } from '@facegate/contracts';
import type { AuditEventEntity } from './audit-event.entity.js';

/** Without the class, so that it can be spread. */
type Plain<T> = { [Key in keyof T]: T[Key] };

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
    ...(detail && { detail }),
    ...(origin?.device && { device: origin.device }),
    ...(origin?.network && { network: origin.network }),
  };
}

/** As an operator sees it. */
export function auditEvent(row: AuditEventEntity): Plain<AuditEvent> {
  return { ...accountEvent(row), seq: row.seq, ...(row.subject && { subject: row.subject }) };
}
