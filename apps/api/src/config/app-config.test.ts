import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StartUpError } from '../common/start-up-error.js';
import { readConfig } from './app-config.js';
import { CONFIG_SCHEMA } from './config-schema.js';
import { envExample, settingsTable } from './settings-document.js';

const KEY = Buffer.alloc(32, 0xab);

function faultsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof StartUpError) return error.message;
    throw error;
  }
  return '';
}

describe('readConfig', () => {
  it('has a default for everything, empty variables included', () => {
    const config = readConfig({ PORT: '', DATABASE_URL: ' ' });
    expect(config).toMatchObject({
      environment: 'development',
      port: 3000,
      dataDir: resolve('data'),
      engine: 'sface',
      keepImages: true,
      liveness: 'on',
    });
    expect(config.databaseUrl).toBeUndefined();
    expect(config.masterKey).toBeUndefined();
    expect(config.engineWorkers).toBeGreaterThanOrEqual(1);
  });

  it.each([KEY.toString('base64'), KEY.toString('base64url'), KEY.toString('hex'), KEY.toString('hex').toUpperCase()])(
    'takes the master key %s',
    (text) => {
      expect(readConfig({ FACEGATE_MASTER_KEY: text }).masterKey).toEqual(KEY);
    },
  );

  it('takes any number of previous master keys', () => {
    const text = `${KEY.toString('hex')}, ${KEY.toString('base64')}`;
    expect(readConfig({ FACEGATE_MASTER_KEY_PREVIOUS: text }).previousMasterKeys).toEqual([KEY, KEY]);
    expect(readConfig({}).previousMasterKeys).toEqual([]);
  });

  it.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['PORT', '0x10'],
    ['NODE_ENV', 'staging'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_URL', 'localhost'],
    ['FACEGATE_PUBLIC_URL', 'login.example.org'],
    ['FACEGATE_PUBLIC_URL', 'https://example.org/login'],
    ['FACEGATE_PUBLIC_URL', 'ftp://example.org'],
    ['FACEGATE_MASTER_KEY', 'short'],
    ['FACEGATE_MASTER_KEY', Buffer.alloc(31).toString('base64')],
    ['FACEGATE_MASTER_KEY_PREVIOUS', `${KEY.toString('hex')},short`],
    ['FACEGATE_ENGINE_WORKERS', '0'],
    ['FACEGATE_ENGINE_QUEUE', 'many'],
    ['FACEGATE_TARGET_FMR', '0,0001'],
    ['FACEGATE_TARGET_FMR', '0.000001'],
    ['FACEGATE_KEEP_IMAGES', 'yes'],
    ['FACEGATE_LIVENESS', 'perhaps'],
    ['FACEGATE_UPLOADS', 'welcome'],
    ['SMTP_URL', 'mail.example.org'],
    ['FACEGATE_SMTP_TLS', 'off'],
    ['FACEGATE_MAIL_FROM', 'Facegate'],
    ['FACEGATE_MAIL_FROM', 'Facegate <a@example.org>\r\nBcc: b@example.org'],
    ['FACEGATE_TRUSTED_PROXIES', 'my-proxy'],
    ['FACEGATE_LOG_LEVEL', 'loud'],
  ])('refuses %s=%s', (name, value) => {
    expect(faultsOf({ [name]: value })).toContain(`- ${name} must`);
  });

  it('lists all faults at once, without the secrets', () => {
    const message = faultsOf({
      PORT: 'x',
      FACEGATE_ENGINE: 'y',
      FACEGATE_MASTER_KEY: 'hunter2',
      NODE_ENV: 'production',
    });
    expect(message.match(/^ {2}- /gm)).toHaveLength(4);
    expect(message).not.toContain('hunter2');
  });

  it('refuses names that are no settings, along with the other faults, unless they are empty', () => {
    expect(faultsOf({ FACEGATE_SIGNIN: 'any', PORT: 'x' }).match(/^ {2}- /gm)).toHaveLength(2);
    expect(faultsOf({ FACEGATE_SIGNIN: ' ' })).toBe('');
  });

  it.each([
    ['DATABASE_URL', 'postgresql://user:hunter2%@localhost/x', 'has a % that begins no code'],
    ['DATABASE_URL', 'postgresql://user:hunter2#@localhost/x', '% is %25'],
    ['REDIS_URL', 'redis://:hunter2%x@localhost', 'has a % that begins no code'],
    ['SMTP_URL', 'smtp://user:hunter2%x@localhost', 'percent-encoded'],
  ])('says of a special character in the password of %s how it is written', (name, value, sentence) => {
    expect(faultsOf({ [name]: value })).toContain(sentence);
    expect(faultsOf({ [name]: value })).not.toContain('hunter2');
  });

  it('demands a master key in production', () => {
    expect(faultsOf({ NODE_ENV: 'production' })).toContain('FACEGATE_MASTER_KEY must be set in production');
  });

  it('demands a sender for mails that a mail server sends', () => {
    const message = faultsOf({ SMTP_URL: 'smtp://user:hunter2@mail.example.org' });
    expect(message).toContain('- FACEGATE_MAIL_FROM must');
    expect(message).not.toContain('hunter2');
    expect(faultsOf({ SMTP_URL: 'smtp://mail.example.org', FACEGATE_MAIL_FROM: 'a@example.org' })).toBe('');
  });

  it('documents every key', () => {
    for (const key of Object.values(CONFIG_SCHEMA)) {
      expect(key.title).not.toBe('');
      expect(key.unit).not.toBe('');
      expect(key.advice).toMatch(/[.:]$|\.$/);
    }
  });
});

const atRoot = (name: string): Promise<string> => readFile(new URL(`../../../../${name}`, import.meta.url), 'utf8');
/** Prettier lines the columns up. */
const cells = (table: string): string => table.replaceAll(/ {2,}| ?-{3,} ?/g, ' ');

/** What is not left to the operator: where things are inside the container, and that this is production. */
const FIXED = new Set(['NODE_ENV', 'PORT', 'HOST', 'FACEGATE_DATA_DIR', 'DATABASE_URL']);
async function passed(): Promise<Map<string, string>> {
  const compose = await atRoot('docker-compose.yml');
  const [, block = ''] = /^ {2}facegate:$[^]*?^ {4}environment:\n((?: {6}.*\n)+)/m.exec(compose) ?? [];
  return new Map([...block.matchAll(/^ {6}(\w+): (.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
}

describe('the documents', () => {
  it('.env.example is what the schema says', async () => {
    expect(await atRoot('.env.example')).toBe(envExample());
  });

  it('the README lists every setting as the schema says', async () => {
    expect(cells(await atRoot('README.md'))).toContain(cells(settingsTable()));
  });

  describe('docker-compose.yml', () => {
    it('names every setting, in the order of the schema, and nothing else', async () => {
      expect([...(await passed()).keys()]).toEqual(Object.values(CONFIG_SCHEMA).map(({ env }) => env));
    });

    it('passes on what the operator sets, but for what the container itself decides', async () => {
      const entries = [...(await passed())];
      for (const [name, value] of entries.filter(([key]) => FIXED.has(key))) expect(value).not.toContain(`\${${name}`);
      for (const [name, value] of entries.filter(([key]) => !FIXED.has(key)))
        expect(value).toMatch(new RegExp(String.raw`^\$\{${name}:[-?].*\}$`));
    });
  });
});
