import {
  LIVE_END_CODES,
  LIVENESS_ACTIONS,
  LIVENESS_GUIDANCE,
  type LiveBox,
  type LiveMessage,
} from '@facegate/contracts';

type Fields = Readonly<Record<string, unknown>>;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isString = (value: unknown): value is string => typeof value === 'string';
const isOneOf = <T>(value: unknown, all: readonly T[]): value is T => all.some((one) => one === value);
const orNull = (value: unknown, is: (value: unknown) => boolean): boolean => value === null || is(value);

function isBox(value: unknown): value is LiveBox {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Fields;
  return isNumber(x) && isNumber(y) && isNumber(width) && isNumber(height);
}

function isResult({ live, livenessToken, code, detail, retryAfterSeconds }: Fields): boolean {
  if (live === true) return isString(livenessToken);
  if (live !== false || !isOneOf(code, LIVE_END_CODES) || !isString(detail)) return false;
  return retryAfterSeconds === undefined || isNumber(retryAfterSeconds);
}

const CHECKS: Readonly<Record<LiveMessage['type'], (fields: Fields) => boolean>> = {
  ack: ({ credit }) => isNumber(credit),
  challenge: ({ sessionId, steps, expiresInMs }) => isString(sessionId) && isNumber(steps) && isNumber(expiresInMs),
  step: ({ index, action, deadlineMs }) => isNumber(index) && isOneOf(action, LIVENESS_ACTIONS) && isNumber(deadlineMs),
  frame: ({ box, yaw, pitch, eyesOpen, guidance }) =>
    orNull(box, isBox) &&
    [yaw, pitch, eyesOpen].every((value) => orNull(value, isNumber)) &&
    orNull(guidance, (value) => isOneOf(value, LIVENESS_GUIDANCE)),
  result: isResult,
};

/** One text frame of the server; null for what the contract does not know. */
export function parseLiveMessage(text: string): LiveMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Fields;
  const { type } = fields;
  if (!isString(type) || !Object.hasOwn(CHECKS, type)) return null;
  return CHECKS[type as LiveMessage['type']](fields) ? (value as LiveMessage) : null;
}
