import { describe, expect, it } from 'vitest';
import { misspeltNames, unknownNames } from './setting-names.js';

const faultsOf = (name: string, value = 'x') => unknownNames([[name, value]]);

describe('a name that begins as our settings do', () => {
  it.each([
    ['FACEGATE_SIGNIN', 'FACEGATE_SIGN_IN'],
    ['FACEGATE_LIVENES', 'FACEGATE_LIVENESS'],
    ['FACEGATE_LIVENSES', 'FACEGATE_LIVENESS'],
    ['facegate_uploads', 'FACEGATE_UPLOADS'],
    ['FACEGATE_TRUSTED_PROXY', 'FACEGATE_TRUSTED_PROXIES'],
    ['FACEGATE_MASTERKEY', 'FACEGATE_MASTER_KEY'],
    ['FACEGATE_PORT', 'PORT'],
    ['FACEGATE_DATABASE_URL', 'DATABASE_URL'],
  ])('%s is taken for a slip of %s', (name, meant) => {
    expect(faultsOf(name)).toEqual([`${name} is not a setting. Did you mean ${meant}?`]);
  });

  it('is refused without a suggestion when no setting is near', () => {
    expect(faultsOf('FACEGATE_COLOUR_SCHEME')).toEqual([
      'FACEGATE_COLOUR_SCHEME is not a setting. See .env.example for all of them.',
    ]);
  });

  it.each([
    ['FACEGATE_SIGN_IN', 'any'],
    ['FACEGATE_SCREENSHOTS', '1'],
    ['FACEGATE_SERVICE_HOST', '10.0.0.7'],
    ['FACEGATE_SERVICE_PORT_HTTP', '3000'],
    ['FACEGATE_PORT', 'tcp://10.0.0.7:3000'],
    ['FACEGATE_PORT_3000_TCP', 'tcp://10.0.0.7:3000'],
    ['FACEGATE_PORT_3000_TCP_ADDR', '10.0.0.7'],
    ['FACEGATEWAY_URL', 'https://example.org'],
    ['PATH', '/usr/bin'],
  ])('%s=%s is right, or of somebody else', (name, value) => {
    expect(faultsOf(name, value)).toEqual([]);
  });
});

describe('another name in .env', () => {
  it('is taken for a slip when it is near to a setting', () => {
    expect(misspeltNames(['DATABASE_URI', 'SMPT_URL', 'NODE_EVN'])).toEqual([
      'DATABASE_URI is not a setting. Did you mean DATABASE_URL?',
      'SMPT_URL is not a setting. Did you mean SMTP_URL?',
      'NODE_EVN is not a setting. Did you mean NODE_ENV?',
    ]);
  });

  it('may belong to another program, such as the compose file', () => {
    expect(misspeltNames(['POSTGRES_PASSWORD', 'TZ', 'POST', 'COMPOSE_PROJECT_NAME', 'DATABASE_URL'])).toEqual([]);
  });
});
