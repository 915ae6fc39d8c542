import { LIVE_END_CODES, LIVENESS_ACTIONS, LIVENESS_GUIDANCE, type LiveMessage } from '@facegate/contracts';
import { isAck, isBox, isEnd, isNumber, isOneOf, isString, messageParser, orNull } from './message-checks.js';

/** One text frame of the server in a `sign-in`; null for what the contract does not know. */
export const parseLiveMessage = messageParser<LiveMessage>({
  ack: isAck,
  challenge: ({ sessionId, steps, expiresInMs }) => isString(sessionId) && isNumber(steps) && isNumber(expiresInMs),
  step: ({ index, action, deadlineMs }) => isNumber(index) && isOneOf(action, LIVENESS_ACTIONS) && isNumber(deadlineMs),
  frame: ({ box, yaw, pitch, eyesOpen, guidance }) =>
    orNull(box, isBox) &&
    [yaw, pitch, eyesOpen].every((value) => orNull(value, isNumber)) &&
    orNull(guidance, (value) => isOneOf(value, LIVENESS_GUIDANCE)),
  result: (fields) => (fields['live'] === true ? isString(fields['livenessToken']) : isEnd(fields, LIVE_END_CODES)),
});
