import { LIVE_END_CODES, LIVE_STEP_ACTIONS, LIVENESS_GUIDANCE, type LiveMessage, POSES } from '@facegate/contracts';
import { isAck, isBox, isEnd, isNumber, isOneOf, isString, messageParser, orNull } from './message-checks.js';

/** One text frame of the server in a session that ends with a proof; null for what the contract does not know. */
export const parseLiveMessage = messageParser<LiveMessage>({
  ack: isAck,
  challenge: ({ sessionId, steps, expiresInMs }) => isString(sessionId) && isNumber(steps) && isNumber(expiresInMs),
  step: ({ index, action, deadlineMs }) =>
    isNumber(index) && isOneOf(action, LIVE_STEP_ACTIONS) && isNumber(deadlineMs),
  frame: ({ box, yaw, pitch, eyesOpen, guidance }) =>
    orNull(box, isBox) &&
    [yaw, pitch, eyesOpen].every((value) => orNull(value, isNumber)) &&
    orNull(guidance, (value) => isOneOf(value, LIVENESS_GUIDANCE)),
  captured: ({ pose, frame }) => isOneOf(pose, POSES) && isNumber(frame),
  review: ({ expiresInMs }) => isNumber(expiresInMs),
  result: (fields) => (fields['live'] === true ? isString(fields['livenessToken']) : isEnd(fields, LIVE_END_CODES)),
});
