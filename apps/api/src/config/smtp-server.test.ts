import { expect, it } from 'vitest';
import { ConfigFault } from './config-key.js';
import { smtpUrl } from './smtp-server.js';

it.each([
  ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, implicitTls: false, isLocal: false }],
  ['smtps://mail.example.org/', { host: 'mail.example.org', port: 465, implicitTls: true, isLocal: false }],
  ['smtp://localhost:25', { host: 'localhost', port: 25, implicitTls: false, isLocal: true }],
  ['smtp://127.1.2.3', { host: '127.1.2.3', port: 587, implicitTls: false, isLocal: true }],
  ['smtp://[::1]:2525', { host: '::1', port: 2525, implicitTls: false, isLocal: true }],
  ['smtp://127.0.0.1.evil.example', { host: '127.0.0.1.evil.example', port: 587, implicitTls: false, isLocal: false }],
])('reads %s', (text, server) => {
  expect(smtpUrl(text)).toEqual(server);
});

it('takes user and password as they are meant', () => {
  expect(smtpUrl('smtp://a%40example.org:p%3A%2Fss@mail.example.org')).toMatchObject({
    user: 'a@example.org',
    password: 'p:/ss',
  });
});

it.each([
  'mail.example.org',
  'http://mail.example.org',
  'smtp://',
  'smtp://mail.example.org/path',
  'smtp://mail.example.org?requireTLS=false',
  'smtp://%zz:x@mail.example.org',
])('refuses %s', (text) => {
  expect(() => smtpUrl(text)).toThrow(ConfigFault);
});
