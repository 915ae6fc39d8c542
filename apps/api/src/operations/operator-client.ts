import { CommandFailed, type Report } from './command-line.js';
import { encode, linesOf, operatorAddress, reach, type Told } from './operator-socket.js';

/**
 * Lets the server that has the data folder run a command.
 * @returns the exit code, or undefined when no server listens
 * @throws CommandFailed when the server ends before the command
 */
export async function askServer(
  dataDir: string,
  words: readonly string[],
  report: Report,
  signal: AbortSignal,
): Promise<number | undefined> {
  const socket = await reach(operatorAddress(dataDir));
  if (!socket) return undefined;
  let broken: unknown;
  const leave = () => socket.destroy();
  signal.addEventListener('abort', leave);
  try {
    socket.write(encode(words));
    for await (const told of linesOf(socket) as AsyncGenerator<Told>) {
      if ('exit' in told) return told.exit;
      report(told.line);
    }
  } catch (error) {
    broken = error;
  } finally {
    signal.removeEventListener('abort', leave);
    socket.destroy();
  }
  signal.throwIfAborted();
  throw new CommandFailed('The server ended before the command did. Run it again.', { cause: broken });
}
