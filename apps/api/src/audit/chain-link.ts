import { createHash, createHmac, type KeyObject } from 'node:crypto';
import type { CallOrigin } from '../common/http/call-origin.js';
import type { AuditEventEntity } from './audit-event.entity.js';

/** What the hash of a row stands for, besides the hash before it. */
export type ChainedRow = Omit<AuditEventEntity, 'origin' | 'originSalt' | 'hash'>;

/** A place of the chain: the row `seq` has this hash. */
export interface Place {
  seq: number;
  hash: string;
}

/** Before the first row. */
export const BEGINNING: Place = { seq: 0, hash: '' };

/** `123:<hash>`, to be noted elsewhere. */
export function placeInWords({ seq, hash }: Place): string {
  return `${seq}:${hash}`;
}

/** The row as one text: a JSON array in this order, times as ISO 8601 in UTC with milliseconds, so that no two rows read alike. */
export function canonical(row: ChainedRow): string {
  const { seq, id, at, action, actor, outcome, reason, method, detail, subject, keyId } = row;
  return JSON.stringify([
    'facegate/audit/v1',
    seq,
    id,
    at.toISOString(),
    action,
    actor,
    outcome,
    reason,
    method,
    detail,
    subject,
    row.originDigest,
    keyId,
  ]);
}

/** HMAC-SHA256 of the hash before and the row, base64url. Who has the database alone cannot make it. */
export function linkHash(key: KeyObject, previous: string, row: ChainedRow): string {
  return createHmac('sha256', key)
    .update(`link\0${previous}\0${canonical(row)}`)
    .digest('base64url');
}

/** Vouches for a place of the chain; `use` keeps those of different uses apart. */
export function placeMac(key: KeyObject, use: 'anchor' | 'pruned', { seq, hash }: Place): string {
  return createHmac('sha256', key).update(`${use}\0${seq}\0${hash}`).digest('base64url');
}

/** What the chain holds of an origin: salted, so that nothing can be guessed from it once origin and salt are gone. */
export function originDigest(salt: string, { network, device }: CallOrigin): string {
  return createHash('sha256')
    .update(JSON.stringify([salt, network ?? null, device ?? null]))
    .digest('base64url');
}
