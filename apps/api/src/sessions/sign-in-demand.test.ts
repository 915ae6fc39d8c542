import { expect, test } from 'vitest';
import type { AuthenticationMethod } from './authentication-methods.js';
import { demandWhole, missingMethods } from './sign-in-demand.js';

type Methods = AuthenticationMethod[];

test.each<[Methods, string[], string[]]>([
  [['pwd'], ['passkey', 'totp'], ['face', 'passkey']],
  [['face'], ['passkey', 'totp'], ['passkey']],
  [['face', 'pwd'], ['passkey', 'totp'], ['passkey']],
  [['pwd', 'otp'], [], ['face', 'passkey']],
  [['face', 'otp'], [], ['passkey']],
  [['hwk', 'user', 'mfa'], [], ['face']],
  [['pwd', 'swk', 'user', 'mfa'], [], ['face']],
  [['face', 'hwk', 'user', 'mfa'], [], []],
  [['face', 'swk', 'user', 'mfa'], [], []],
])('%j lacks %j of a second factor, and %j of face and passkey', (amr, ofSecondFactor, ofBoth) => {
  expect(missingMethods('any', amr)).toEqual([]);
  expect(missingMethods('second-factor', amr)).toEqual(ofSecondFactor);
  expect(missingMethods('face+passkey', amr)).toEqual(ofBoth);
});

test('a session that lacks something is told what', () => {
  expect(() => demandWhole('face+passkey', ['pwd'])).toThrow(
    expect.objectContaining({ code: 'FACTOR_REQUIRED', methods: ['face', 'passkey'] }),
  );
  expect(() => demandWhole('any', ['pwd'])).not.toThrow();
});
