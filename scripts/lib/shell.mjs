/** Running other programs from our scripts, with a heading and the time each step took. Node's own modules only. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const bold = process.stdout.isTTY ? (text) => `\u001B[1m${text}\u001B[0m` : (text) => text;

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Runs `work` under a heading. Resolves with what it resolves to. */
export async function step(title, work) {
  const startedAt = Date.now();
  say(bold(`▸ ${title}`));
  const result = await work();
  say(`  ${title}: ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
}

/** Runs a program with our terminal. Resolves with its exit code; a signal counts as 1. */
export function run(command, args, { cwd = ROOT, env = {}, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit', shell });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a JavaScript program with this same Node. */
export function runNode(script, args = [], options = {}) {
  return run(process.execPath, [script, ...args], options);
}

/** As {@link run}, but anything other than 0 ends our script with that code. */
export async function must(exitCode, what) {
  const code = await exitCode;
  if (code !== 0) {
    say(`\n${what} failed (exit code ${code}).`);
    process.exit(code);
  }
}

/** What to do about a file that the system refuses to an installation or build; undefined for any other error. */
export function folderFault({ code, path = ROOT }) {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `${path} cannot be read or written by this user. Run npm start as the user that owns ${ROOT}, or give the folder to this one: chown -R.`;
    case 'EROFS':
      return `${path} is on a file system that is read-only. Copy Facegate to a folder that can be written.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `${path} cannot be written: the disk is full. Make room, then start again.`;
    default:
      return undefined;
  }
}
