import { USER_ROLES, type UserRole } from '@facegate/contracts';

/** What the operator can ask for, and the words for it. */
export type Command =
  | { name: 'rotate-keys' }
  | { name: 'rotate-signing' }
  | { name: 'reindex' }
  | { name: 'audit-verify'; known?: { seq: number; hash: string } }
  | { name: 'audit-accept-restore' }
  | { name: 'audit-export' }
  | { name: 'clean'; dryRun: boolean }
  | { name: 'sign-out'; user: string }
  | { name: 'sign-out-everybody' }
  | { name: 'remove-factors'; user: string }
  | { name: 'erase-user'; user: string }
  | { name: 'set-role'; user: string; role: UserRole };

export const USAGE = `Usage: npm run facegate -- <command>

  keys rotate         wrap every person's data key, and the signing keys, by the master key in force;
                      where the key is a file of the data folder, make a new one first
  keys rotate-signing sign tokens with a new key; the old one verifies until its last token has run out
  reindex             make the templates anew, from the kept pictures, for the engine in use
  audit verify [<row>:<hash>]
                      whether the audit trail is whole; if not, which rows are wrong, and from when to when.
                      With a row that the server wrote to its log, also whether that row is still in it
  audit accept-restore
                      after a restore: what was restored is the audit trail from now on. That goes into it
  audit export        the audit trail as JSON lines, oldest first, without names
  clean [--dry-run]   remove now what is not kept any longer: see the FACEGATE_…_DAYS settings; files of nobody
  user sign-out <name>|--everybody
                      end all sessions of an account, or of all accounts; their access tokens die with them
  user remove-factors <name>
                      for who lost them: passkeys, authenticator app and recovery codes go, and all sessions end.
                      Be sure who asks for it: whoever knows the password is let in then
  user erase <name>   erase an account: the key of its faces first, then all the rest; prints the receipt
  user role <name> user|operator
                      an operator sees the names of other people in the live view, and the audit trail

Each can run while the server runs, and may be stopped and run again.
`;

/** A row of the audit trail, with its HMAC-SHA256 in base64url. */
const PLACE = /^([1-9]\d{0,14}):([\w-]{43})$/;

/** @returns undefined for words that are no command */
export function parseCommand(words: readonly string[]): Command | undefined {
  const [room, verb, user, ...rest] = words;
  const role = USER_ROLES.find((one) => one === rest[0]);
  const count = words.length;
  if (room === 'keys' && verb === 'rotate' && count === 2) return { name: 'rotate-keys' };
  if (room === 'keys' && verb === 'rotate-signing' && count === 2) return { name: 'rotate-signing' };
  if (room === 'audit') return parseAudit(words.slice(1));
  if (room === 'clean' && (count === 1 || (verb === '--dry-run' && count === 2)))
    return { name: 'clean', dryRun: count === 2 };
  if (room === 'reindex' && count === 1) return { name: 'reindex' };
  if (room === 'user' && verb === 'sign-out' && user && count === 3)
    return user === '--everybody' ? { name: 'sign-out-everybody' } : { name: 'sign-out', user };
  if (room === 'user' && verb === 'remove-factors' && user && count === 3) return { name: 'remove-factors', user };
  if (room === 'user' && verb === 'erase' && user && rest.length === 0) return { name: 'erase-user', user };
  if (room === 'user' && verb === 'role' && user && role && count === 4) return { name: 'set-role', user, role };
  return undefined;
}

function parseAudit([verb, place, ...rest]: readonly string[]): Command | undefined {
  if (rest.length > 0) return undefined;
  if (verb === 'verify' && place !== undefined) {
    const [, seq, hash] = PLACE.exec(place) ?? [];
    return seq && hash ? { name: 'audit-verify', known: { seq: Number(seq), hash } } : undefined;
  }
  const isCommand = verb === 'verify' || verb === 'export' || verb === 'accept-restore';
  return isCommand && place === undefined ? { name: `audit-${verb}` } : undefined;
}

/** One line for the operator. Who has many waits for each, so that they do not pile up where nobody reads. */
export type Report = (line: string) => unknown;

/** Why a command is not done, in words for the operator: printed without a stack. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}
