import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { errorCodeOf } from '../common/error-code.js';
import { StartUpError } from '../common/start-up-error.js';
import { isMissing } from '../common/files/durable-files.js';

/** `NAME=`, as `util.parseEnv` reads it. */
const ASSIGNMENT = /^\s*(?:export\s+)?[^\s#=][^=]*=/;
/** A value that goes on in the next lines: its opening quote has no closing one in this line. */
const OPEN_VALUE = /^\s*(?:export\s+)?[^\s#=][^=]*=\s*(["'`])(?!.*\1)/;

/**
 * What `.env` sets, in UTF-8 or, with a byte order mark or recognisable without one, in UTF-16. Nothing when there is no file.
 * @throws StartUpError when there is something that cannot be read: a setting that gets lost in silence can turn production into development
 */
export function readEnvFile(path: string): Record<string, string> {
  const bytes = bytesOf(path);
  if (!bytes) return {};
  const text = textOf(bytes, path).replaceAll(/\r\n?/g, '\n');
  const lost = lostLines(text);
  if (lost.length > 0)
    throw new StartUpError(
      `${resolve(path)} has lines that set nothing: ${lost.join(', ')}. Write NAME=value, or put # in front of a remark.`,
    );
  return Object.fromEntries(
    Object.entries(parseEnv(text)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    const code = errorCodeOf(cause);
    const reason =
      code === 'EISDIR'
        ? 'is a folder, where a file with settings is expected. Docker makes such a folder when it mounts a file that is not there. Remove it, or put the file in its place.'
        : `cannot be read (${String(code)}). Give it to the user that runs Facegate (chown), or start in a folder that this user may enter.`;
    throw new StartUpError(`${resolve(path)} ${reason}`, { cause });
  }
}

function textOf(bytes: Buffer, path: string): string {
  try {
    // A byte order mark is no part of the text: the decoder takes it away.
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
  }
  throw new StartUpError(`${resolve(path)} is not a text in UTF-8. Save it as UTF-8, with any editor.`);
}

/** Windows editors and PowerShell write UTF-16, sometimes without its mark: then every other byte of plain names is 0. */
function encodingOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}

/** Numbers of the lines that are neither blank, nor a remark, nor an assignment, nor the inside of a quoted value. */
function lostLines(text: string): number[] {
  const lines = text.split('\n');
  const lost: number[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    const quote = OPEN_VALUE.exec(line)?.[1];
    // A quote that no later line closes is part of a value of one line.
    const closedAt = quote === undefined ? -1 : lines.findIndex((later, index) => index > at && later.includes(quote));
    if (closedAt > at) at = closedAt;
    else if (line.trim() !== '' && !line.trimStart().startsWith('#') && !ASSIGNMENT.test(line)) lost.push(at + 1);
  }
  return lost;
}
