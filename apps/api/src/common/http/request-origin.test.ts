import { describe, expect, it } from 'vitest';
import { isOwnOrigin } from './request-origin.js';

const PUBLIC = new URL('https://login.example.org');

describe('isOwnOrigin', () => {
  it.each<[string | undefined, string, URL | undefined]>([
    [undefined, 'localhost:3000', undefined],
    [undefined, 'anything', PUBLIC],
    ['http://localhost:3000', 'localhost:3000', undefined],
    ['http://LOCALHOST:3000', 'Localhost:3000', undefined],
    ['http://127.0.0.1:3000', '127.0.0.1:3000', undefined],
    ['http://[::1]:3000', '[::1]:3000', undefined],
    ['http://192.168.1.7:3000', '192.168.1.7:3000', undefined],
    ['http://app.localhost:3000', 'app.localhost:3000', undefined],
    ['https://login.example.org', 'internal:3000', PUBLIC],
    ['https://login.example.org:443', 'internal:3000', PUBLIC],
  ])('%s at %s (public: %s) is ours', (origin, host, publicUrl) => {
    expect(isOwnOrigin(origin, host, { publicUrl, host: undefined })).toBe(true);
  });

  it.each<[string, string, URL | undefined]>([
    ['null', 'localhost:3000', undefined],
    ['', 'localhost:3000', undefined],
    ['http://localhost:3001', 'localhost:3000', undefined],
    ['http://localhost.evil.example:3000', 'localhost:3000', undefined],
    // A name of a stranger's that leads here.
    ['http://rebound.example:3000', 'rebound.example:3000', undefined],
    ['http://localhost.evil.example:3000', 'localhost.evil.example:3000', undefined],
    ['http://127.0.0.1.evil.example', '127.0.0.1.evil.example', undefined],
    ['https://evil.example', 'login.example.org', PUBLIC],
    ['http://login.example.org', 'login.example.org', PUBLIC],
    ['https://login.example.org:8443', 'login.example.org', PUBLIC],
    ['https://sub.login.example.org', 'login.example.org', PUBLIC],
  ])('%s at %s (public: %s) is not', (origin, host, publicUrl) => {
    expect(isOwnOrigin(origin, host, { publicUrl, host: undefined })).toBe(false);
  });

  it('the name that the server listens to is its own without a public URL', () => {
    const settings = { publicUrl: undefined, host: 'intranet' };
    expect(isOwnOrigin('http://intranet:3000', 'intranet:3000', settings)).toBe(true);
    expect(isOwnOrigin('http://other:3000', 'other:3000', settings)).toBe(false);
  });
});
