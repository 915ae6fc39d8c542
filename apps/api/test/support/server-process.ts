import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Client } from './client.js';
import { untilReady, type Settings } from './server.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const KILL_AT = new URL('kill-at.mjs', import.meta.url).href;

/** A busy machine would see the server close an idle connection just when it is used again. */
const NO_KEEP_ALIVE = { Connection: 'close' };

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The server as its owner runs it: a process of its own, from the built files. */
export class ServerProcess {
  readonly exited: Promise<Exit>;
  /** Everything it wrote so far. */
  output = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (this.output += text.toString()));
    this.exited = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  /**
   * @param settings all that it finds in its environment
   * @param options `cwd`: where it looks for `.env`; `uid`: another user, for whom only root can start it
   */
  static spawn(settings: Settings, options: { cwd?: string; uid?: number; gid?: number } = {}): ServerProcess {
    const parameters = settings['KILL_AT'] ? ['--import', KILL_AT, MAIN] : [MAIN];
    const environment = {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      HOST: '127.0.0.1',
      FACEGATE_ENGINE_WORKERS: '1',
      FACEGATE_ENGINE_WAIT_MS: '60000',
      FACEGATE_LOOK_ALIKES: 'allow',
      FACEGATE_LIVENESS: 'off',
    };
    return new ServerProcess(
      spawn(process.execPath, parameters, { cwd: tmpdir(), env: { ...environment, ...settings }, ...options }),
    );
  }

  /** Waits until it takes requests. Throws with its output when it ends instead. */
  async ready(): Promise<Client> {
    const port = await this.port();
    const client = new Client(`http://127.0.0.1:${port}`, NO_KEEP_ALIVE);
    await Promise.race([untilReady(client.baseUrl), this.endedEarly()]);
    return client;
  }

  async kill(signal: NodeJS.Signals): Promise<Exit> {
    this.child.kill(signal);
    return this.exited;
  }

  private async port(): Promise<string> {
    for (;;) {
      const port = /listening on port (\d+)/.exec(this.output)?.[1];
      if (port) return port;
      await Promise.race([once(this.child.stdout!, 'data'), this.endedEarly()]);
    }
  }

  private async endedEarly(): Promise<never> {
    const { code, signal } = await this.exited;
    throw new Error(`the server ended (${code ?? signal}):\n${this.output}`);
  }
}
