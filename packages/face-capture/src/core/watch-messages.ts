import { LIVE_IDENTITIES, WATCH_END_CODES, WATCH_MAX_FACES, type WatchMessage } from '@facegate/contracts';
import {
  isAck,
  isBox,
  isEnd,
  isFields,
  isNumber,
  isOneOf,
  isString,
  messageParser,
  orLeftOut,
} from './message-checks.js';

const isPoint = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((number) => isNumber(number));

const isPoints = (value: unknown): boolean => Array.isArray(value) && value.every((point) => isPoint(point));

function isFace(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { box, identity, name, landmarks } = value;
  return (
    isBox(box) && isOneOf(identity, LIVE_IDENTITIES) && orLeftOut(name, isString) && orLeftOut(landmarks, isPoints)
  );
}

/** One text frame of the server in a `watch`; null for what the contract does not know. */
export const parseWatchMessage = messageParser<WatchMessage>({
  ack: isAck,
  recognition: ({ faces, latencyMs }) =>
    Array.isArray(faces) &&
    faces.length <= WATCH_MAX_FACES &&
    faces.every((face) => isFace(face)) &&
    isNumber(latencyMs),
  result: (fields) => isEnd(fields, WATCH_END_CODES),
});
