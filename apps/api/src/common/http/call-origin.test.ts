import { describe, expect, it } from 'vitest';
import { currentCallOrigin, networkOf } from './call-origin.js';

describe('what is kept of an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['127.0.0.1', '127.0.0.0/24'],
    ['203.0.113.77:5678', '203.0.113.0/24'],
    ['[2001:db8:1:2::1]:443', '2001:db8:1::/48'],
  ])('of %s is its network', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it.each([undefined, '', 'unix:', '999.1.1.1', '203.0.113.77, 10.0.0.1'])('of %s is nothing', (address) => {
    expect(networkOf(address)).toBeUndefined();
  });

  it('is nothing outside of a request', () => {
    expect(currentCallOrigin()).toBeUndefined();
  });
});
