import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../config/app-config.js';
import { ClientAddress } from './client-address.js';

function placeOf(remote: string | undefined, forwarded?: string, trusted = ''): [address: string, network: string] {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remote });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  const addresses = new ClientAddress(readConfig({ NODE_ENV: 'test', FACEGATE_TRUSTED_PROXIES: trusted }));
  return [addresses.addressOf(request), addresses.networkOf(request)];
}

const addressOf = (...call: Parameters<typeof placeOf>): string => placeOf(...call)[0];

describe('ClientAddress', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7', '192.0.2.0'],
    ['::ffff:192.0.2.7', '192.0.2.7', '192.0.2.0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::', '2001:db8:1::'],
    ['2001:db8:1:2:ffff::9', '2001:db8:1:2::', '2001:db8:1::'],
  ])('%s is counted as %s of %s', (remote, address, network) => {
    expect(placeOf(remote)).toEqual([address, network]);
  });

  it('does not believe a header that no trusted proxy set', () => {
    expect(addressOf('192.0.2.7', '198.51.100.1')).toBe('192.0.2.7');
    expect(addressOf('192.0.2.7', '198.51.100.1', 'loopback')).toBe('192.0.2.7');
  });

  it('takes the first address that no trusted proxy has', () => {
    expect(addressOf('127.0.0.1', '203.0.113.5, 198.51.100.1, 10.0.0.2', 'loopback, 10.0.0.0/8')).toBe('198.51.100.1');
  });

  it.each([
    ['198.51.100.1:5678', '198.51.100.1'],
    ['[2001:db8:1:2::1]:443', '2001:db8:1:2::'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2::'],
    ['2001:db8:1:2::1', '2001:db8:1:2::'],
  ])('takes the address of %s, whose port some proxies write', (forwarded, address) => {
    expect(addressOf('127.0.0.1', forwarded, 'loopback')).toBe(address);
    expect(addressOf('127.0.0.1', `${forwarded}, 10.0.0.2:443`, 'loopback, 10.0.0.0/8')).toBe(address);
  });

  it.each(['[]:80', '[nonsense]:80', '198.51.100.1:', '198.51.100.1:x', ':80', '999.1.1.1:80'])(
    'does not take %s for an address',
    (forwarded) => {
      expect(addressOf('127.0.0.1', forwarded, 'loopback')).toBe('unknown');
    },
  );

  it('counts callers without a proper address together', () => {
    expect(placeOf(undefined)).toEqual(['unknown', 'unknown']);
    expect(addressOf('127.0.0.1', 'nonsense', 'loopback')).toBe('unknown');
  });
});
