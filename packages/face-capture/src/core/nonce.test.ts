import { LIVE_NONCE_PATTERN } from '@facegate/contracts';
import { expect, test } from 'vitest';
import { newNonce } from './nonce.js';

test('every nonce is of the form that the contract asks for, and none comes twice', () => {
  const nonces = Array.from({ length: 200 }, newNonce);
  for (const nonce of nonces) expect(nonce).toMatch(LIVE_NONCE_PATTERN);
  expect(new Set(nonces).size).toBe(nonces.length);
});
