import { expect, test } from 'vitest';
import { changesOf } from './account-changes.js';

const user = {
  id: '1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b',
  username: 'ada',
  email: 'ada@example.org',
  emailVerified: true,
  role: 'user' as const,
  faceLogIn: 'on' as const,
  createdAt: '2026-11-20T10:00:00.000Z',
};

test('only what differs is sent, and the current password only where the server asks for it', () => {
  const unchanged = { username: 'ada', email: 'ada@example.org', currentPassword: 'secret words' };
  expect(changesOf(unchanged, user)).toEqual({});
  expect(changesOf({ ...unchanged, username: 'lovelace' }, user)).toEqual({ username: 'lovelace' });
  expect(changesOf({ ...unchanged, email: 'a@example.org' }, user)).toEqual({
    email: 'a@example.org',
    currentPassword: 'secret words',
  });
  expect(changesOf({ password: 'new secret words', currentPassword: '' }, user)).toEqual({
    password: 'new secret words',
    currentPassword: '',
  });
});

const values = (email: string) => ({ username: 'ada', email, currentPassword: 'secret words' });

test('an address in the form that browsers give it is the same one', () => {
  const international = { ...user, email: 'ada@bücher.example' };
  expect(changesOf(values('ada@xn--bcher-kva.example'), international)).toEqual({});
  expect(changesOf(values('ada@bücher.example'), { ...user, email: 'ada@xn--bcher-kva.example' })).toEqual({});
  expect(changesOf(values('Ada@bücher.example'), international)).toMatchObject({ email: 'Ada@bücher.example' });
  expect(changesOf(values('ada@bucher.example'), international)).toMatchObject({ email: 'ada@bucher.example' });
  expect(changesOf(values('bücher.example'), international)).toMatchObject({ email: 'bücher.example' });
});
