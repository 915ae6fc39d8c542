import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartUpError } from '../common/start-up-error.js';
import { readEnvFile } from './env-file.js';

const LINES = 'NODE_ENV=production\nFACEGATE_PRIVACY_CONTACT="Jörg Müller"\n# a remark\n\nPORT=4000\n';
const SETTINGS = { NODE_ENV: 'production', FACEGATE_PRIVACY_CONTACT: 'Jörg Müller', PORT: '4000' };

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facegate-env-'));
  path = join(folder, '.env');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(content: string | Buffer): Promise<Record<string, string>> {
  await writeFile(path, content);
  return readEnvFile(path);
}

async function refusalOf(content: string | Buffer): Promise<string> {
  const error: unknown = await read(content).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StartUpError);
  return (error as Error).message;
}

const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('.env', () => {
  it.each([
    ['UTF-8', LINES],
    ['UTF-8 with a byte order mark', `\u{FEFF}${LINES}`],
    ['UTF-8 with the line ends of Windows', LINES.replaceAll('\n', '\r\n')],
    ['UTF-8 with the line ends of old Macs', LINES.replaceAll('\n', '\r')],
    ['UTF-16 of Windows', Buffer.from(`\u{FEFF}${LINES}`, 'utf16le')],
    ['UTF-16 of Windows without its mark', Buffer.from(LINES, 'utf16le')],
    ['big-endian UTF-16', bigEndian(`\u{FEFF}${LINES}`)],
    ['big-endian UTF-16 without its mark', bigEndian(LINES)],
  ])('in %s loses nothing', async (_name, content) => {
    expect(await read(content)).toEqual(SETTINGS);
  });

  it('that is not there, or empty, sets nothing', async () => {
    expect(readEnvFile(path)).toEqual({});
    expect(await read('')).toEqual({});
    expect(await read('\u{FEFF}')).toEqual({});
  });

  it('in another encoding is refused', async () => {
    expect(await refusalOf(Buffer.from(LINES, 'latin1'))).toContain('is not a text in UTF-8');
    expect(await refusalOf(Buffer.from('PORT=1\n'.split('').join('\0\0\0')))).toContain('is not a text in UTF-8');
  });

  it('with lines that set nothing is refused by their numbers', async () => {
    // Node's own parser takes the next assignment along with such a line.
    const message = await refusalOf('PORT=4000\nNODE_ENV: production\nFACEGATE_SIGN_IN\nFACEGATE_LIVENESS=on\n');
    expect(message).toContain('lines that set nothing: 2, 3.');
    expect(message).not.toContain('production');
  });

  it('keeps quoted values of several lines, and quotes that nothing closes', async () => {
    expect(await read('A="one\n# two\nthree"\nB=it\'s\nexport C=\'\nD=4')).toEqual({
      A: 'one\n# two\nthree',
      B: "it's",
      C: "'",
      D: '4',
    });
  });

  it('that is a folder is told with what to do', async () => {
    await mkdir(path);
    expect(() => readEnvFile(path)).toThrow(/\.env is a folder.+Remove it/);
  });
});
