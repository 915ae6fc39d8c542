import type { LiveBox } from '@facegate/contracts';

/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isString = (value: unknown): value is string => typeof value === 'string';
export const isOneOf = <T>(value: unknown, all: readonly T[]): value is T => all.some((one) => one === value);
export const orNull = (value: unknown, is: (value: unknown) => boolean): boolean => value === null || is(value);
export const orLeftOut = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value);

export function isBox(value: unknown): value is LiveBox {
  if (!isFields(value)) return false;
  const { x, y, width, height } = value;
  return isNumber(x) && isNumber(y) && isNumber(width) && isNumber(height);
}

export const isAck = ({ credit }: Fields): boolean => isNumber(credit);

/** A session that ended without a token, with one of `codes`. */
export const isEnd = ({ live, code, detail, retryAfterSeconds }: Fields, codes: readonly string[]): boolean =>
  live === false && isOneOf(code, codes) && isString(detail) && orLeftOut(retryAfterSeconds, isNumber);

/** Reads one text frame of the server by the check of its type; null for what the contract does not know. */
export function messageParser<Message extends { type: string }>(
  checks: Readonly<Record<Message['type'], (fields: Fields) => boolean>>,
): (text: string) => Message | null {
  const isType = (type: unknown): type is Message['type'] => isString(type) && Object.hasOwn(checks, type);
  return (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return null;
    }
    if (!isFields(value) || !isType(value['type'])) return null;
    return checks[value['type']](value) ? (value as unknown as Message) : null;
  };
}
