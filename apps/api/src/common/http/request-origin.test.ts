import { describe, expect, it } from 'vitest';
import { isOwnOrigin } from './request-origin.js';

const PUBLIC = new URL('https://login.example.org');

describe('isOwnOrigin', () => {
  it.each<[string | undefined, string, URL | undefined]>([
    [undefined, 'localhost:3000', undefined],
    [undefined, 'anything', PUBLIC],
    ['http://localhost:3000', 'localhost:3000', undefined],
    ['http://LOCALHOST:3000', 'Localhost:3000', undefined],
    ['https://login.example.org', 'internal:3000', PUBLIC],
    ['https://login.example.org:443', 'internal:3000', PUBLIC],
  ])('%s at %s (public: %s) is ours', (origin, host, publicUrl) => {
    expect(isOwnOrigin(origin, host, publicUrl)).toBe(true);
  });

  it.each<[string, string, URL | undefined]>([
    ['null', 'localhost:3000', undefined],
    ['', 'localhost:3000', undefined],
    ['http://localhost:3001', 'localhost:3000', undefined],
    ['http://localhost.evil.example:3000', 'localhost:3000', undefined],
    ['https://evil.example', 'login.example.org', PUBLIC],
    ['http://login.example.org', 'login.example.org', PUBLIC],
    ['https://login.example.org:8443', 'login.example.org', PUBLIC],
    ['https://sub.login.example.org', 'login.example.org', PUBLIC],
  ])('%s at %s (public: %s) is not', (origin, host, publicUrl) => {
    expect(isOwnOrigin(origin, host, publicUrl)).toBe(false);
  });
});
