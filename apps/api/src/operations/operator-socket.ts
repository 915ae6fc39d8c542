import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, lstat } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { errorCodeOf } from '../common/error-code.js';
import { ensurePrivateFolder } from '../common/files/durable-files.js';
import { whoRuns } from '../common/files/file-fault.js';
import { StartUpError } from '../common/start-up-error.js';

/** Bytes that a socket's path can have on macOS, which has the least: sizeof sun_path, less the final NUL. */
const MAX_SOCKET_PATH = 103;

/** What the server writes, one JSON value a line. The operator writes one line: the words of the command. */
export type Told = { line: string } | { exit: 0 | 1 };

export function operatorFolder(dataDir: string): string {
  return join(dataDir, 'operator');
}

/**
 * Where the server of a data folder listens for its operator: `operator/socket` in it; in a folder of its own under the
 * folder for temporary files when that path is too long for a socket; a named pipe on Windows.
 */
export function operatorAddress(dataDir: string, platform = process.platform): string {
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  if (platform === 'win32') return String.raw`\\.\pipe\facegate-${digest}`;
  const path = join(operatorFolder(dataDir), 'socket');
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH) return path;
  return join(tmpdir(), `facegate-${userInfo().uid}-${digest}`, 'socket');
}

/** Makes the folder of an address for this user alone. @throws StartUpError when somebody else made it */
export async function guardAddress(address: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = dirname(address);
  await ensurePrivateFolder(folder);
  const { uid } = await lstat(folder);
  if (uid !== userInfo().uid)
    throw new StartUpError(
      `${folder} belongs to user ${uid}, and this is ${whoRuns()}. Use the same user for the server and its commands.`,
    );
  await chmod(folder, 0o700);
}

/** A connection to the server, or undefined when none listens. */
export async function reach(address: string): Promise<Socket | undefined> {
  await guardAddress(address);
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    socket.destroy();
    const nobody = ['ENOENT', 'ECONNREFUSED'];
    if (nobody.includes(errorCodeOf(error) ?? '')) return undefined;
    throw error;
  }
}

/** What arrives, line by line, until the other side ends. The socket stays open. @throws Error when the connection breaks */
export async function* linesOf(socket: Socket): AsyncGenerator {
  let rest = '';
  socket.setEncoding('utf8');
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line);
  }
}

export function encode(value: Told | readonly string[]): string {
  return `${JSON.stringify(value)}\n`;
}
