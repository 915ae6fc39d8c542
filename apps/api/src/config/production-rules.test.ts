import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { StartUpError } from '../common/start-up-error.js';
import { readConfig } from './app-config.js';
import { CONFIG_SCHEMA } from './config-schema.js';
import { productionWarnings } from './production-rules.js';

const SOUND = {
  NODE_ENV: 'production',
  FACEGATE_MASTER_KEY: randomBytes(32).toString('base64'),
  FACEGATE_PUBLIC_URL: 'https://login.example.org',
};

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof StartUpError)
      return [...error.message.matchAll(/^ {2}- (\w+) must/gm)].map((fault) => fault[1] ?? '');
    throw error;
  }
  return [];
}

const hex = (key: Iterable<number>) => Buffer.from([...key]).toString('hex');

describe('in production', () => {
  it('sound settings are taken, without a warning', () => {
    expect(faultsOf(SOUND)).toEqual([]);
    expect(productionWarnings(readConfig(SOUND))).toEqual([]);
    expect(faultsOf({ ...SOUND, FACEGATE_PUBLIC_URL: 'http://localhost:3000' })).toEqual([]);
    const more = {
      FACEGATE_MASTER_KEY_PREVIOUS: randomBytes(32).toString('hex'),
      FACEGATE_STEP_UP_SECONDS: '300',
      FACEGATE_PWNED_PASSWORDS: 'https://api.pwnedpasswords.com',
    };
    expect(faultsOf({ ...SOUND, ...more })).toEqual([]);
    expect(faultsOf({ ...SOUND, FACEGATE_PWNED_PASSWORDS: 'http://127.0.0.1:8080' })).toEqual([]);
  });

  it.each([
    ['FACEGATE_MASTER_KEY', ''],
    ['FACEGATE_MASTER_KEY', hex(Buffer.alloc(32))],
    ['FACEGATE_MASTER_KEY', hex(Buffer.alloc(32, 0xff))],
    ['FACEGATE_MASTER_KEY', hex(Array.from({ length: 32 }, (_, at) => at))],
    ['FACEGATE_MASTER_KEY', hex(Array.from({ length: 32 }, (_, at) => at % 8))],
    ['FACEGATE_MASTER_KEY', Buffer.from('correct-horse-battery-staple-123').toString('base64')],
    ['FACEGATE_MASTER_KEY_PREVIOUS', hex(Buffer.alloc(32))],
    ['FACEGATE_MASTER_KEY_PREVIOUS', `${SOUND.FACEGATE_MASTER_KEY},${hex(Buffer.alloc(32, 7))}`],
    ['FACEGATE_PUBLIC_URL', ''],
    ['FACEGATE_PUBLIC_URL', 'http://login.example.org'],
    ['FACEGATE_PUBLIC_URL', 'http://localhost.example.org'],
    ['FACEGATE_LIVENESS', 'off'],
    ['FACEGATE_UPLOADS', 'trusted'],
    ['FACEGATE_TARGET_FMR', '0.001'],
    ['FACEGATE_FAILURES_AN_ADDRESS', '0'],
    ['FACEGATE_FAILURES_AN_ADDRESS', '1001'],
    ['FACEGATE_STEP_UP_SECONDS', '301'],
    ['FACEGATE_PWNED_PASSWORDS', 'http://pwned.example.org'],
  ])('%s=%s is refused, and taken elsewhere', (name, value) => {
    expect(faultsOf({ ...SOUND, [name]: value })).toEqual([name]);
    expect(faultsOf({ ...SOUND, NODE_ENV: 'development', [name]: value })).toEqual([]);
  });

  it('a mail server elsewhere is not spoken to in the open', () => {
    const open = { ...SOUND, FACEGATE_MAIL_FROM: 'a@example.org', FACEGATE_SMTP_TLS: 'optional' };
    expect(faultsOf({ ...open, SMTP_URL: 'smtp://mail.example.org' })).toEqual(['FACEGATE_SMTP_TLS']);
    expect(faultsOf({ ...open, SMTP_URL: 'smtp://localhost' })).toEqual([]);
  });

  it('all faults come at once, those of the values and those of production', () => {
    const weak = {
      NODE_ENV: 'production',
      PORT: 'eighty',
      FACEGATE_MASTER_KEY: hex(Buffer.alloc(32)),
      FACEGATE_PUBLIC_URL: 'http://login.example.org',
      FACEGATE_LIVENESS: 'off',
      FACEGATE_TARGET_FMR: '0.01',
    };
    expect(new Set(faultsOf(weak))).toEqual(new Set(Object.keys(weak).filter((name) => name !== 'NODE_ENV')));
  });

  it.each([
    ['FACEGATE_LOOK_ALIKES', 'allow'],
    ['FACEGATE_TARGET_FPIR', '0.1'],
    ['FACEGATE_LOG_LEVEL', 'debug'],
    ['DATABASE_URL', 'postgresql://facegate:hunter2@db.example.org/facegate'],
    ['REDIS_URL', 'redis://:hunter2@redis.example.org:6379'],
    ['REDIS_URL', 'redis://:hunter2@[2001:db8::1]:6379'],
  ])('%s=%s is warned of, without the secret', (name, value) => {
    const warnings = productionWarnings(readConfig({ ...SOUND, [name]: value }));
    expect(warnings).toEqual([expect.stringContaining(name)]);
    expect(warnings.join()).not.toContain('hunter2');
    expect(productionWarnings(readConfig({ [name]: value }))).toEqual([]);
  });

  it('a database on this machine, or reached by TLS, is nothing to warn of', () => {
    for (const url of ['postgresql://u@127.0.0.1/x', 'postgresql://u@db.example.org/x?sslmode=verify-full'])
      expect(productionWarnings(readConfig({ ...SOUND, DATABASE_URL: url }))).toEqual([]);
  });

  it('a Redis on this machine, in the same private network, or reached by TLS, is nothing to warn of', () => {
    for (const url of ['redis://127.0.0.1:6379', 'redis://[::1]', 'redis://redis:6379', 'rediss://redis.example.org'])
      expect(productionWarnings(readConfig({ ...SOUND, REDIS_URL: url }))).toEqual([]);
  });

  it('no secret has a default', () => {
    const secrets = Object.values(CONFIG_SCHEMA).filter((key) => key.secret);
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    expect(secrets.filter((key) => key.default !== '')).toEqual([]);
    const named = Object.values(CONFIG_SCHEMA).filter(({ env }) => /KEY|SECRET|PASSWORD|TOKEN|_URL$/.test(env));
    expect(named.filter((key) => key.default !== '')).toEqual([]);
  });
});
