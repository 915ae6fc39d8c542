import { ERROR_CODES, ERROR_STATUS, type Problem, PROBLEM_MEDIA_TYPE } from '@facegate/contracts';
import { PASSWORD } from '../people.js';

export interface HttpAnswer {
  status: number;
  /** Names in small letters. */
  headers: Record<string, string>;
  text: string;
}

/** What the inside of a server looks like: stack frames, paths, drivers, statements, environment, our own secrets. */
const INSIDES: readonly RegExp[] = [
  /\bat (async )?[\w.<>$[\] ]+ \(?(file|node|\/)/,
  /\.(ts|js|mjs|cjs|node):\d+/,
  /node_modules|node:internal|file:\/\/|\/dist\/|facegate-test-/,
  /\/(tmp|home|root|usr|etc|var)\//,
  /\b(E[A-Z]{4,}|ERR_[A-Z_]+)\b(?!_)/,
  /QueryFailedError|TypeORM|PGlite|libvips|VipsJpeg|vips|sharp\b|SqlError|syntax error at|relation "/i,
  /(SELECT|INSERT INTO|UPDATE|DELETE FROM) ["\w]/,
  /FACEGATE_[A-Z]|DATABASE_URL|BEGIN (EC )?PRIVATE KEY|\$argon2/,
  /TypeError|RangeError|ReferenceError|SyntaxError|Cannot read propert|is not a function|Unexpected token/,
  new RegExp(PASSWORD),
];

/** What is wrong with an answer, whatever was asked; nothing for a sound one. */
export function unsound({ status, headers, text }: HttpAnswer): string[] {
  const mediaType = headers['content-type']?.split(';')[0] ?? '';
  const faults: string[] = [];
  if (status >= 400) faults.push(...unsoundProblem(status, mediaType, text));
  if (status >= 400 || mediaType.endsWith('json'))
    for (const inside of INSIDES) if (inside.test(text)) faults.push(`shows ${inside.exec(text)?.[0]}`);
  if (headers['x-powered-by'] ?? headers['access-control-allow-origin']) faults.push('has headers that it must not');
  if (/^(\w+:)?[\\/]{2}/.test(headers['location'] ?? '')) faults.push(`sends elsewhere: ${headers['location']}`);
  return faults.map((fault) => `${status} ${fault}: ${text.slice(0, 300)}`);
}

function unsoundProblem(status: number, mediaType: string, text: string): string[] {
  // Node refuses HTTP/1.1 without a Host by itself, with a status and nothing else.
  if (status === 400 && mediaType === '' && text === '') return [];
  if (mediaType !== PROBLEM_MEDIA_TYPE) return [`is ${mediaType || 'nothing'} in place of a problem`];
  // The answer to a HEAD says what it would be like.
  if (text === '') return [];
  const { code, status: told, detail } = JSON.parse(text) as Problem;
  if (!ERROR_CODES.includes(code) || ERROR_STATUS[code] !== status || told !== status || !detail)
    return ['is no problem of the contract'];
  return status >= 500 && code !== 'BUSY' && code !== 'NOT_READY' ? ['is a fault of the server'] : [];
}
