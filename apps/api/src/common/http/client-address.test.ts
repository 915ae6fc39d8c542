import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../config/app-config.js';
import { ClientAddress } from './client-address.js';

function keyOf(remote: string | undefined, forwarded?: string, trusted = ''): string {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remote });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return new ClientAddress(readConfig({ NODE_ENV: 'test', FACEGATE_TRUSTED_PROXIES: trusted })).keyOf(request);
}

describe('ClientAddress', () => {
  it.each([
    ['192.0.2.7', undefined, '', '192.0.2.7'],
    ['::ffff:192.0.2.7', undefined, '', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', undefined, '', '2001:db8:1:2::'],
    ['2001:db8:1:2:ffff::9', undefined, '', '2001:db8:1:2::'],
  ])('%s is counted as %s', (remote, forwarded, trusted, expected) => {
    expect(keyOf(remote, forwarded, trusted)).toBe(expected);
  });

  it('does not believe a header that no trusted proxy set', () => {
    expect(keyOf('192.0.2.7', '198.51.100.1')).toBe('192.0.2.7');
    expect(keyOf('192.0.2.7', '198.51.100.1', 'loopback')).toBe('192.0.2.7');
  });

  it('takes the first address that no trusted proxy has', () => {
    expect(keyOf('127.0.0.1', '203.0.113.5, 198.51.100.1, 10.0.0.2', 'loopback, 10.0.0.0/8')).toBe('198.51.100.1');
  });

  it('counts callers without a proper address together', () => {
    expect(keyOf(undefined)).toBe('unknown');
    expect(keyOf('127.0.0.1', 'nonsense', 'loopback')).toBe('unknown');
  });
});
