/** Known advisories for the packages of a lockfile, from the registry's own service. Node's own modules only. */

/** Nobody can say what the service did not answer: the packages count as unchecked. */
export class NotChecked extends Error {
  name = 'NotChecked';
}

/** Was taken over and stole wallets (GHSA-mh6f-8j2x-4483). A service that knows nothing of it knows nothing at all. */
const CANARY = { name: 'event-stream', version: '3.3.6' };

/** @returns {Map<string, Set<string>>} versions by name, of every package that pnpm-lock.yaml (version 9) would install */
export function lockedPackages(lockfile) {
  const section = /^packages:\n([\s\S]*?)(?=^\S)/m.exec(`${lockfile}\nend:`)?.[1];
  if (!section) throw new NotChecked('pnpm-lock.yaml has no packages that we can read.');
  const found = new Map();
  for (const [, name, version] of section.matchAll(/^ {2}'?((?:@[^/@\s]+\/)?[^@\s']+)@([^:'()\s]+)[^\n]*:$/gm))
    found.set(name, (found.get(name) ?? new Set()).add(version));
  if (found.size === 0) throw new NotChecked('pnpm-lock.yaml names no package that we can read.');
  return found;
}

/**
 * Asks `POST <registry>/-/npm/v1/security/advisories/bulk`, as npm and pnpm do.
 * @returns {Promise<{name: string, id: string, severity: string, title: string, url: string, versions: string}[]>}
 * @throws NotChecked when it does not answer, or not in its own words
 */
export async function knownAdvisories(registry, packages, timeoutMs = 30_000) {
  const url = new URL('-/npm/v1/security/advisories/bulk', registry.endsWith('/') ? registry : `${registry}/`);
  const body = { [CANARY.name]: [CANARY.version] };
  for (const [name, versions] of packages) body[name] = [...(body[name] ?? []), ...versions];
  let response;
  let answer;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    answer = await response.text();
  } catch (error) {
    throw new NotChecked(`${url} cannot be reached: ${error.cause?.code ?? error.message}.`);
  }
  if (response.status !== 200) throw new NotChecked(`${url} answered ${response.status} ${response.statusText}.`);
  const advisories = readAdvisories(answer, url);
  if (!advisories.some(({ name }) => name === CANARY.name))
    throw new NotChecked(
      `${url} knows nothing of ${CANARY.name} ${CANARY.version}, which is malware: it is no advisory service.`,
    );
  return advisories.filter(({ name }) => packages.has(name));
}

function readAdvisories(answer, url) {
  let parsed;
  try {
    parsed = JSON.parse(answer);
  } catch {
    throw new NotChecked(`${url} answered something that is not JSON.`);
  }
  const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  if (!isObject || !Object.values(parsed).every(Array.isArray))
    throw new NotChecked(`${url} answered something that is no list of advisories.`);
  return Object.entries(parsed).flatMap(([name, advisories]) =>
    advisories.map(({ id, severity, title, url: page, vulnerable_versions: versions }) => ({
      name,
      id: String(/GHSA(-\w{4}){3}/.exec(page ?? '')?.[0] ?? id),
      severity: severity ?? 'unknown',
      title: title ?? '',
      url: page ?? '',
      versions: versions ?? '',
    })),
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * @param exceptions of `audit-exceptions.json`: `{package, advisory, reason, expires}` each
 * @param today `2026-11-20`
 * @returns {{open: object[], accepted: object[], faults: string[]}} what is not written down, what is, and what is wrong
 *   with the exceptions themselves
 */
export function judge(advisories, exceptions, today) {
  const faults = exceptions.flatMap((exception) => faultsOf(exception, advisories, today));
  const valid = exceptions.filter((exception) => faultsOf(exception, advisories, today).length === 0);
  const isAccepted = ({ name, id }) => valid.some((one) => one.package === name && one.advisory === id);
  return {
    open: advisories.filter((advisory) => !isAccepted(advisory)),
    accepted: advisories.filter(isAccepted),
    faults,
  };
}

function faultsOf({ package: name, advisory, reason, expires }, advisories, today) {
  const title = `The exception for ${name ?? '?'} (${advisory ?? '?'})`;
  if (!name || !advisory) return [`${title} needs a package and an advisory.`];
  if (typeof reason !== 'string' || reason.trim().length < 20) return [`${title} gives no reason.`];
  if (typeof expires !== 'string' || !DAY.test(expires))
    return [`${title} needs a day on which it expires: 2026-12-31.`];
  if (expires < today) return [`${title} expired on ${expires}.`];
  if (!advisories.some((known) => known.name === name && known.id === advisory))
    return [`${title} is for nothing that is known of what is installed: remove it.`];
  return [];
}
