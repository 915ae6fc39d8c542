import { rm } from 'node:fs/promises';
import type { Client } from '../client.js';
import { makeDataDir, type Settings } from '../server.js';
import { ServerProcess } from '../server-process.js';
import { exchange, type RawRequest, requestBytes } from './raw-http.js';
import { type HttpAnswer, unsound } from './sound-answer.js';

/** Models, pictures in work and Node's own heap; a leak of one picture a case would be past it. */
const MAX_GROWTH_BYTES = 500 * 1024 * 1024;
const MAX_HANDLES = 80;

/**
 * A server in a process of its own, so that a crash is a crash and its memory is its own. It trusts the loopback as a
 * proxy: each case comes from an address of its own and meets no limit that another case used up.
 */
export class FuzzTarget {
  /** Requests and sessions that were tried. */
  cases = 0;
  private restingBytes = 0;

  private constructor(
    readonly client: Client,
    private readonly server: ServerProcess,
    private readonly dataDir: string,
  ) {}

  static async start(settings: Settings = {}): Promise<FuzzTarget> {
    const dataDir = await makeDataDir();
    const server = ServerProcess.spawn({
      FACEGATE_DATA_DIR: dataDir,
      FACEGATE_TRUSTED_PROXIES: 'loopback',
      FACEGATE_LOG_LEVEL: 'debug',
      ...settings,
    });
    const target = new FuzzTarget(await server.ready(), server, dataDir);
    target.restingBytes = await target.gauge('process_resident_memory_bytes');
    return target;
  }

  /** One request on a connection of its own; throws unless what comes back is sound. */
  async send(request: RawRequest): Promise<HttpAnswer> {
    const headers = [['X-Forwarded-For', this.nextAddress()] as const, ...(request.headers ?? [])];
    const [answer] = await this.sendBytes(requestBytes({ ...request, headers }));
    if (!answer) throw new Error('the server hung up without an answer');
    return answer;
  }

  /** Whatever bytes; throws unless every answer to them is sound. */
  async sendBytes(bytes: Buffer): Promise<HttpAnswer[]> {
    this.cases += 1;
    const answers = await exchange(this.client.baseUrl, bytes);
    const faults = answers.flatMap(unsound);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return answers;
  }

  /** An address that nobody had before. */
  nextAddress(): string {
    return `10.${(this.cases >> 16) & 255}.${(this.cases >> 8) & 255}.${this.cases & 255}`;
  }

  /** What is the matter with it after all that; nothing with a server that is well and kept its log clean. */
  async symptoms(secrets: readonly string[]): Promise<string[]> {
    const probes = await Promise.all(['live', 'ready'].map((probe) => this.client.get(`/api/health/${probe}`)));
    const grown = (await this.gauge('process_resident_memory_bytes')) - this.restingBytes;
    const handles = await this.gauge('nodejs_active_handles_total');
    const { output } = this.server;
    return [
      ...probes.filter(({ status }) => status !== 200).map(({ body }) => `is not well: ${body.detail}`),
      ...(grown < MAX_GROWTH_BYTES ? [] : [`grew by ${grown} bytes`]),
      ...(handles < MAX_HANDLES ? [] : [`holds ${handles} handles`]),
      ...(output.match(/^.*(?:uncaught|unhandled).*$|^\s+at .*$/gim) ?? []),
      ...(secrets.some((secret) => output.includes(secret)) ? ['wrote a secret to its log'] : []),
    ];
  }

  async stop(): Promise<void> {
    await this.server.kill('SIGTERM');
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private async gauge(name: string): Promise<number> {
    const { body } = await this.client.get<Buffer>('/api/health/metrics');
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body.toString())?.[1]);
  }
}
