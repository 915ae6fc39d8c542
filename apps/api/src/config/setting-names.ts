import type { ConfigKey } from './config-key.js';
import { CONFIG_SCHEMA } from './config-schema.js';

const NAMES: readonly string[] = Object.values<ConfigKey<unknown>>(CONFIG_SCHEMA).map(({ env }) => env);
const KNOWN = new Set(NAMES);

/** Of the project's own scripts and tests, which may run in the same shell. */
const OF_TOOLS = new Set(['FACEGATE_AUDIT_REGISTRY', 'FACEGATE_FUZZ_SEED', 'FACEGATE_SCREENSHOTS']);

/** Kubernetes tells every container of a service that is called "facegate" in variables of these names. */
const OF_SERVICE = /^FACEGATE(_\w+)?_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)$/;
const ADDRESS_OF_SERVICE = /^(tcp|udp|sctp):\/\//;

/** Edits that still are a slip: one in six characters. */
const CHARACTERS_A_SLIP = 6;
/** Of names without our prefix: shorter ones are near to many that have nothing to do with Facegate. */
const LEAST_LENGTH = 7;
const MOST_EDITS = 2;

/** A fault for each `FACEGATE_…` that is no setting, in any case: it would have been set in vain, and in silence. */
export function unknownNames(set: readonly (readonly [name: string, value: string])[]): string[] {
  return set
    .filter(([name, value]) => /^FACEGATE_/i.test(name) && !KNOWN.has(name) && !isOfOthers(name, value))
    .map(([name]) => {
      const meant = meantBy(name);
      return `${name} is not a setting. ${meant ? `Did you mean ${meant}?` : 'See .env.example for all of them.'}`;
    });
}

function isOfOthers(name: string, value: string): boolean {
  return OF_TOOLS.has(name) || OF_SERVICE.test(name) || ADDRESS_OF_SERVICE.test(value);
}

/** The setting that a name is but for a slip, or for the prefix: `FACEGATE_PORT`. */
function meantBy(name: string): string | undefined {
  const bare = name.toUpperCase().replace(/^FACEGATE_/, '');
  if (KNOWN.has(bare)) return bare;
  const nearest = nearestSetting(name);
  if (nearest === undefined || nearest.edits > Math.max(MOST_EDITS, nearest.name.length / CHARACTERS_A_SLIP))
    return undefined;
  return nearest.name;
}

/** A fault for each other name in `.env`, our own file, that is a setting's but for a slip: `DATABASE_URI`, `SMPT_URL`. */
export function misspeltNames(names: Iterable<string>): string[] {
  return [...names].flatMap((name) => {
    if (name.length < LEAST_LENGTH || KNOWN.has(name) || /^FACEGATE_/i.test(name)) return [];
    const nearest = nearestSetting(name);
    if (nearest === undefined || nearest.edits > MOST_EDITS || nearest.name.length < LEAST_LENGTH) return [];
    return [`${name} is not a setting. Did you mean ${nearest.name}?`];
  });
}

function nearestSetting(name: string): { name: string; edits: number } | undefined {
  return NAMES.map((known) => ({ name: known, edits: edits(name.toUpperCase(), known) })).toSorted(
    (one, other) => one.edits - other.edits,
  )[0];
}

/** Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions, neighbours swapped. */
function edits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let least = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1])
        least = Math.min(least, beforeLast[column - 2]! + 1);
      current.push(least);
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length]!;
}
