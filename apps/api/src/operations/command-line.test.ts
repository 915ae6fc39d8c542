import { describe, expect, it } from 'vitest';
import { parseCommand } from './command-line.js';

describe('parseCommand', () => {
  it.each([
    ['keys rotate', { name: 'rotate-keys' }],
    ['keys rotate-signing', { name: 'rotate-signing' }],
    ['reindex', { name: 'reindex' }],
    ['user remove-factors anna', { name: 'remove-factors', user: 'anna' }],
    ['user sign-out anna', { name: 'sign-out', user: 'anna' }],
    ['user sign-out --everybody', { name: 'sign-out-everybody' }],
    ['user erase anna', { name: 'erase-user', user: 'anna' }],
    ['user role anna operator', { name: 'set-role', user: 'anna', role: 'operator' }],
  ])('knows %s', (line, command) => {
    expect(parseCommand(line.split(' '))).toEqual(command);
  });

  it.each([[[]], [['']], [['keys']], [['rotate']], [['keys', 'rotate', 'x']], [['reindex', 'x']]])(
    'does not know %j',
    (words) => expect(parseCommand(words)).toBeUndefined(),
  );

  it.each([[['user', 'erase']], [['user', 'erase', '']], [['user', 'erase', 'anna', 'ben']]])(
    'erases nobody for %j',
    (words) => expect(parseCommand(words)).toBeUndefined(),
  );

  it.each([
    [['user', 'role', 'anna']],
    [['user', 'role', 'anna', 'root']],
    [['user', 'role', 'anna', '']],
    [['user', 'role', '', 'operator']],
    [['user', 'role', 'anna', 'operator', 'user']],
  ])('gives nobody a role for %j', (words) => expect(parseCommand(words)).toBeUndefined());
});
