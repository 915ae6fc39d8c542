import { expect, test } from 'vitest';
import { parseLiveMessage } from './live-messages.js';

const FRAME = {
  type: 'frame',
  box: { x: 1, y: 2, width: 3, height: 4 },
  yaw: 1,
  pitch: -2,
  eyesOpen: 0.9,
  guidance: null,
};

test.each([
  { type: 'ack', credit: 2 },
  { type: 'challenge', sessionId: 'a', steps: 3, expiresInMs: 60_000 },
  { type: 'step', index: 0, action: 'blink', deadlineMs: 8000 },
  FRAME,
  { type: 'frame', box: null, yaw: null, pitch: null, eyesOpen: null, guidance: 'no-face' },
  { type: 'step', index: 4, action: 'hold-still', deadlineMs: 8000 },
  { type: 'captured', pose: 'left', frame: 12 },
  { type: 'review', expiresInMs: 120_000 },
  { type: 'result', live: true, livenessToken: 't' },
  { type: 'result', live: false, code: 'BUSY', detail: 'Busy.', retryAfterSeconds: 2 },
])('knows %j', (message) => {
  expect(parseLiveMessage(JSON.stringify(message))).toEqual(message);
});

test.each([
  '',
  'null',
  '[]',
  '{}',
  '{"type":"toString"}',
  '{"type":"ack","credit":"2"}',
  '{"type":"step","index":0,"action":"jump","deadlineMs":8000}',
  JSON.stringify({ ...FRAME, guidance: 'smile' }),
  JSON.stringify({ ...FRAME, box: { x: 1 } }),
  '{"type":"captured","pose":"behind","frame":1}',
  '{"type":"captured","pose":"left"}',
  '{"type":"review"}',
  '{"type":"result","live":true}',
  '{"type":"result","live":false,"code":"NEW_CODE","detail":""}',
])('does not take %s', (text) => {
  expect(parseLiveMessage(text)).toBeNull();
});
