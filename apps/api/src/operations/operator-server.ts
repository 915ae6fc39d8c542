import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { partEnds } from '../common/shutdown.js';
import { AppConfig } from '../config/app-config.js';
import { CommandFailed, parseCommand, type Report, USAGE } from './command-line.js';
import { Commands } from './commands.js';
import { encode, linesOf, operatorAddress, reach, type Told } from './operator-socket.js';

/**
 * Runs commands of the operator inside the server, which alone holds the embedded database and the index. Whoever may
 * enter the data folder may ask.
 */
@Injectable()
export class OperatorServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OperatorServer.name);
  private readonly address: string;
  private readonly server: Server;
  private readonly shutdown = new AbortController();
  private readonly running = new Set<Promise<void>>();

  constructor(
    config: AppConfig,
    private readonly commands: Commands,
  ) {
    this.address = operatorAddress(config.dataDir);
    this.server = createServer((socket) => {
      const served = this.serve(socket).finally(() => this.running.delete(served));
      this.running.add(served);
    });
  }

  /** When another process of the data folder listens, or this one cannot, commands run without it. */
  async onApplicationBootstrap(): Promise<void> {
    try {
      const other = await reach(this.address);
      if (other) {
        other.destroy();
        return;
      }
      // A server that was killed leaves its socket.
      if (process.platform !== 'win32') await rm(this.address, { force: true });
      this.server.listen(this.address);
      await once(this.server, 'listening');
      if (process.platform !== 'win32') await chmod(this.address, 0o600);
    } catch (error) {
      this.logger.warn(`Commands of the operator cannot reach this server: ${String(error)}`);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.shutdown.abort(new CommandFailed('The server ends. Run it again.'));
    if (this.server.listening) this.server.close();
    await partEnds('the command under way', Promise.all(this.running));
  }

  private async serve(socket: Socket): Promise<void> {
    const left = new AbortController();
    socket.on('error', () => undefined);
    socket.once('close', () => left.abort(new CommandFailed('The operator left.')));
    const signal = AbortSignal.any([left.signal, this.shutdown.signal]);
    const tell = async (told: Told): Promise<void> => {
      if (socket.writable && !socket.write(encode(told)))
        await once(socket, 'drain', { signal }).catch(() => undefined);
    };
    try {
      await this.obey(socket, (line) => tell({ line }), signal);
      void tell({ exit: 0 });
    } catch (error) {
      const reason: unknown = signal.aborted ? signal.reason : error;
      if (!(reason instanceof CommandFailed)) this.logger.error('A command failed', reason);
      void tell({ line: reason instanceof Error ? reason.message : String(reason) });
      void tell({ exit: 1 });
    } finally {
      socket.end();
    }
  }

  private async obey(socket: Socket, report: Report, signal: AbortSignal): Promise<void> {
    const words = await firstLine(socket, signal);
    const command = Array.isArray(words) && words.every((word) => typeof word === 'string') && parseCommand(words);
    if (!command) throw new CommandFailed(USAGE);
    this.logger.log(`Command ${command.name}`);
    await this.commands.run(command, report, signal);
  }
}

/** Who says nothing does not hold the server up when it ends. */
async function firstLine(socket: Socket, signal: AbortSignal): Promise<unknown> {
  const leave = () => socket.destroy();
  signal.addEventListener('abort', leave);
  try {
    const { value } = await linesOf(socket).next();
    return value;
  } finally {
    signal.removeEventListener('abort', leave);
    // So that its end is noticed.
    socket.resume();
  }
}
