import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Settings } from './server.js';

const INSIDE = fileURLToPath(new URL('closed-network.mjs', import.meta.url));
const WATCH = fileURLToPath(new URL('call-watch.cjs', import.meta.url));
/** Nothing else is in there. */
const [SERVER_PORT, MAIL_PORT] = ['4600', '4625'];

/** A name looked up, or an address called, that is not on this machine. */
interface Call {
  kind: string;
  name: string;
  from: string[];
}

/** Whether the system gives an unprivileged process a network of its own, and the tool to bring its loopback up. */
export const hasNamespaces = (): boolean =>
  process.platform === 'linux' &&
  spawnSync('unshare', ['-rnm', 'sh', '-c', 'ip link set lo up && mount --bind /etc/hosts /etc/hosts']).status === 0;

/**
 * Where programs run that may call nobody: in a network namespace with nothing but a loopback, in which the kernel counts
 * what it could not send anywhere, whoever tried. Where there are no namespaces, what Node.js itself calls is written down
 * and nothing else. Either way they find an empty home, working and temporary folder, and what they leave there is told.
 */
export class ClosedNetwork {
  /** Everything the programs wrote. */
  output = '';
  private child: ChildProcess | undefined;
  private readonly relays: Server[] = [];

  private constructor(
    private readonly folder: string,
    private readonly isNamespace: boolean,
  ) {}

  static async make(isNamespace = hasNamespaces()): Promise<ClosedNetwork> {
    const folder = await mkdtemp(join(tmpdir(), 'facegate-closed-'));
    for (const name of ['home', 'work', 'temporary']) await mkdir(join(folder, name));
    return new ClosedNetwork(folder, isNamespace);
  }

  /** Where who is inside lets callers in. */
  private get socket(): string {
    return join(this.folder, 'server.sock');
  }

  /** @returns the address inside of a mail server that listens outside */
  async mailServer(port: number): Promise<string> {
    if (!this.isNamespace) return `smtp://127.0.0.1:${port}`;
    await this.relay({ path: join(this.folder, 'mail.sock') }, { port, host: '127.0.0.1' });
    return `smtp://127.0.0.1:${MAIL_PORT}`;
  }

  /** An address outside that leads to the server inside, to be started with this as its port. */
  async entrance(): Promise<{ url: string; port: string }> {
    const free = await this.relay({ port: 0, host: '127.0.0.1' }, { path: this.socket });
    if (this.isNamespace) return { url: `http://127.0.0.1:${free}`, port: SERVER_PORT };
    this.relays.pop()!.close();
    return { url: `http://127.0.0.1:${free}`, port: String(free) };
  }

  /** Starts a program of Node.js. @param settings all that it finds in its environment besides its folders */
  async start(parameters: readonly string[], settings: Settings): Promise<ChildProcess> {
    const command = [process.execPath, ...parameters];
    const [program = '', ...rest] = this.isNamespace
      ? ['unshare', '-rnm', process.execPath, INSIDE, this.folder, ...command]
      : command;
    this.child = spawn(program, rest, {
      cwd: join(this.folder, 'work'),
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: join(this.folder, 'home'),
        TMPDIR: join(this.folder, 'temporary'),
        CALL_WATCH: join(this.folder, 'calls'),
        // Threads take it from here, too.
        NODE_OPTIONS: `--require ${WATCH}`,
        PORT: SERVER_PORT,
        MAIL_PORT,
        ...settings,
      },
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (text: Buffer) => (this.output += text.toString()));
    while (this.isNamespace && this.child.exitCode === null && !existsSync(this.socket)) await sleep(10);
    return this.child;
  }

  /** Runs it to its end. @throws Error with its output when it ends badly */
  async run(parameters: readonly string[], settings: Settings = {}): Promise<string[]> {
    const child = await this.start(parameters, settings);
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${parameters.join(' ')} ended with ${code}:\n${this.output}`);
    return this.callsWith(await this.lostPackets(this.folder));
  }

  /** What was called so far, in words; empty when nothing was. */
  async callsHome(): Promise<string[]> {
    return this.callsWith(await this.lostPackets(`/proc/${this.child?.pid}/net`));
  }

  private async callsWith(lost: number): Promise<string[]> {
    return [...(lost > 0 ? [`${lost} packets had nowhere to go`] : []), ...(await this.calls())];
  }

  /** Every file in the home, working and temporary folder. */
  async leftBehind(): Promise<string[]> {
    const all = await Promise.all(
      ['home', 'work', 'temporary'].map(async (name) =>
        (await readdir(join(this.folder, name), { recursive: true })).map((path) => join(name, path)),
      ),
    );
    return all.flat();
  }

  /** Ends what runs, as an operator would. @returns its exit code */
  async end(): Promise<number | null> {
    if (!this.child || this.child.exitCode !== null) return this.child?.exitCode ?? null;
    this.child.kill('SIGTERM');
    const [code] = (await once(this.child, 'close')) as [number | null];
    return code;
  }

  async remove(): Promise<void> {
    for (const relay of this.relays) relay.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Packets and connections that had no way to go, of both Internet Protocols. @param net folder of the kernel's counters */
  private async lostPackets(net: string): Promise<number> {
    if (!this.isNamespace) return 0;
    const [names, values] = (await readFile(`${net}/snmp`, 'utf8'))
      .split('\n')
      .filter((line) => line.startsWith('Ip:'))
      .map((line) => line.split(' '));
    const four = Number(values?.[names?.indexOf('OutNoRoutes') ?? -1]);
    if (Number.isNaN(four)) throw new Error(`the kernel does not count lost packets in ${net}/snmp`);
    // Where IPv6 is off there is no such file.
    const six = await readFile(`${net}/snmp6`, 'utf8').catch(() => '');
    return four + Number(/^Ip6OutNoRoutes\s+(\d+)/m.exec(six)?.[1] ?? 0);
  }

  private async calls(): Promise<string[]> {
    const lines = await readFile(join(this.folder, 'calls'), 'utf8').catch(() => '');
    return lines
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Call)
      .map(({ kind, name, from }) => `${kind} ${name}\n  ${from.join('\n  ')}`);
  }

  private async relay(
    from: { port?: number; host?: string; path?: string },
    to: { port: number; host: string } | { path: string },
  ): Promise<number> {
    const relay = createServer((incoming) => {
      const outgoing = connect(to);
      incoming.on('error', () => outgoing.destroy());
      outgoing.on('error', () => incoming.destroy());
      incoming.pipe(outgoing).pipe(incoming);
    }).listen(from);
    await once(relay, 'listening');
    this.relays.push(relay);
    return (relay.address() as AddressInfo | null)?.port ?? 0;
  }
}
