import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';

/** The `redis-server` or `valkey-server` of this machine. */
export const redisCommand = ['redis-server', 'valkey-server'].find((command) => {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

/** A Redis of our own on a temporary folder, which keeps every write. */
export class TestRedis {
  private readonly folder = mkdtempSync(join(tmpdir(), 'facegate-redis-'));
  private process: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  static async start(): Promise<TestRedis> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');
    const redis = new TestRedis(port);
    await redis.on();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async on(): Promise<void> {
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', ''];
    const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];
    this.process = spawn(redisCommand!, [...settings, ...durable], { stdio: 'ignore' });
    const client = createClient({ url: this.url, socket: { reconnectStrategy: 50 } });
    client.on('error', () => undefined);
    await client.connect();
    client.destroy();
  }

  async off(): Promise<void> {
    if (!this.process) return;
    const exited = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await exited;
    this.process = undefined;
  }

  /** It takes connections and commands, and answers nothing. */
  hang(): void {
    this.process?.kill('SIGSTOP');
  }

  goOn(): void {
    this.process?.kill('SIGCONT');
  }

  /** One command straight to it. */
  async command(...words: string[]): Promise<void> {
    const client = createClient({ url: this.url });
    await client.connect();
    try {
      await client.sendCommand(words);
    } finally {
      client.destroy();
    }
  }

  async stop(): Promise<void> {
    await this.off();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
