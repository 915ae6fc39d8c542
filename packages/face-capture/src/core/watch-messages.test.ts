import { expect, test } from 'vitest';
import { parseWatchMessage } from './watch-messages.js';

const BOX = { x: 1, y: 2, width: 3, height: 4 };
const FACE = { box: BOX, identity: 'known', name: 'ben', landmarks: [[1, 2]] };
const seen = (faces: unknown, latencyMs: unknown = 40) => JSON.stringify({ type: 'recognition', faces, latencyMs });

test.each([
  { type: 'ack', credit: 2 },
  { type: 'recognition', faces: [], latencyMs: 12 },
  { type: 'recognition', faces: [FACE, { box: BOX, identity: 'unknown' }], latencyMs: 40 },
  { type: 'result', live: false, code: 'TOKEN_EXPIRED', detail: 'Over.' },
  { type: 'result', live: false, code: 'BUSY', detail: 'Busy.', retryAfterSeconds: 5 },
])('knows %j', (message) => {
  expect(parseWatchMessage(JSON.stringify(message))).toEqual(message);
});

test.each([
  '',
  '[]',
  '{"type":"constructor"}',
  '{"type":"challenge","sessionId":"a","steps":3,"expiresInMs":60000}',
  seen({}),
  seen([null]),
  seen([], '40'),
  seen([{ ...FACE, identity: 'admin' }]),
  seen([{ ...FACE, box: { ...BOX, width: null } }]),
  seen([{ ...FACE, name: 7 }]),
  seen([{ ...FACE, landmarks: [[1, 2, 3]] }]),
  seen([{ ...FACE, landmarks: [['1', 2]] }]),
  seen(Array.from({ length: 6 }, () => FACE)),
  '{"type":"result","live":true,"livenessToken":"t"}',
  '{"type":"result","live":false,"code":"WRONG_ACTION","detail":""}',
])('does not take %s', (text) => {
  expect(parseWatchMessage(text)).toBeNull();
});
