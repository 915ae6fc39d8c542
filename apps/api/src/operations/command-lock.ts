import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { tryLock } from 'fs-native-extensions';
import { ensurePrivateFolder } from '../common/files/durable-files.js';
import { CommandFailed } from './command-line.js';
import { operatorFolder } from './operator-socket.js';

/**
 * Runs `work` unless a command is running on the data folder, in whichever process.
 * @throws CommandFailed, and whatever `work` throws
 */
export async function oneAtATime<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  await ensurePrivateFolder(operatorFolder(dataDir));
  const lock = await open(join(operatorFolder(dataDir), 'command.lock'), 'a+', 0o600);
  try {
    if (!tryLock(lock.fd)) throw new CommandFailed('Another command is running. Wait for it to end.');
    return await work();
  } finally {
    await lock.close();
  }
}
