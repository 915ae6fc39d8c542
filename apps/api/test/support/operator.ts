import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { askServer } from '../../src/operations/operator-client.js';
import type { Settings } from './server.js';

const COMMAND = fileURLToPath(new URL('../../dist/command.js', import.meta.url));

export interface Ended {
  code: number | null | undefined;
  output: string;
}

/** Asks the server of a data folder, as the command does. The code is undefined when none listens. */
export async function ask(dataDir: string, ...words: string[]): Promise<Ended> {
  const lines: string[] = [];
  const code = await askServer(dataDir, words, (line) => lines.push(line), new AbortController().signal);
  return { code, output: lines.join('\n') };
}

/** `facegate <words>` in a process of its own. */
export async function facegate(settings: Settings, ...words: string[]): Promise<Ended> {
  const environment = {
    PATH: process.env['PATH'] ?? '',
    FACEGATE_ENGINE_WORKERS: '1',
    FACEGATE_LIVENESS: 'off',
    ...settings,
  };
  const child = spawn(process.execPath, [COMMAND, ...words], { cwd: tmpdir(), env: environment });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
