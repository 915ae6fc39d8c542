/**
 * Whether the time of an answer tells if a name is anybody's: wrong passwords, wrong faces and asked-for recovery links, for
 * names that have an account and names that have none, in turn. Each call comes from another network, so that the limits of
 * places stay out of it; those of accounts are not reached.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONSENT_VERSION } from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { startServer } from './server.mjs';

const ACCOUNTS = 10;
/** Pairs of one name of each kind, for each account. Below what the account allows. */
const PAIRS = { 'wrong password': 20, 'wrong face': 4, 'recovery link': 3 };
const WARM_UPS = 10;
const SETTLE_MS = 200;

const base64 = async (picture) => (await picture.jpeg()).toString('base64');
const round = (value, digits = 1) => Number(value.toFixed(digits));
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const anyNetwork = () => `198.${randomInt(18, 20)}.${randomInt(256)}.${randomInt(1, 255)}`;

async function post(url, path, body) {
  const startedAt = performance.now();
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': anyNetwork() },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  return { status: answer.status, ms: performance.now() - startedAt };
}

async function enrol(url, username) {
  const images = await Promise.all(
    ['front', 'left', 'right'].map(async (pose) => ({ pose, data: await base64(personA[pose]) })),
  );
  const account = { username, email: `${username}@example.org`, password: randomUUID() };
  const { status } = await post(url, '/api/user/facial/store', {
    ...account,
    consent: { version: CONSENT_VERSION },
    images,
  });
  if (status !== 201) throw new Error(`a sign-up was answered ${status}`);
}

/** How often an answer about a name that somebody has takes longer than one about a name that nobody has; 0.5 tells nothing. */
function probabilityOfLonger(known, unknown) {
  let longer = 0;
  for (const one of known) for (const other of unknown) longer += one > other ? 1 : one === other ? 0.5 : 0;
  return longer / (known.length * unknown.length);
}

async function compare(name, pairs, names, call) {
  const ms = { known: [], unknown: [] };
  const statuses = new Set();
  for (let pair = 0; pair < pairs; pair++) {
    for (const [at, known] of names.known.entries()) {
      // Which comes first must not matter either.
      const turns = [
        ['known', known],
        ['unknown', names.unknown[at]],
      ];
      for (const [kind, who] of pair % 2 ? turns : turns.toReversed()) {
        // What the answer before has left to do, such as a mail to send, is not this one's work.
        await sleep(SETTLE_MS);
        const answer = await call(who);
        statuses.add(answer.status);
        ms[kind].push(answer.ms);
      }
    }
  }
  return {
    name,
    answers: [...statuses].join(', '),
    knownP50Ms: round(median(ms.known)),
    unknownP50Ms: round(median(ms.unknown)),
    knownLonger: round(probabilityOfLonger(ms.known, ms.unknown), 2),
    pairs: ms.known.length,
  };
}

export async function run() {
  const server = await startServer({
    FACEGATE_LIVENESS: 'off',
    FACEGATE_LOOK_ALIKES: 'allow',
    FACEGATE_TRUSTED_PROXIES: 'loopback',
  });
  try {
    const named = (kind) => Array.from({ length: ACCOUNTS }, (_, at) => `${kind}${at}`);
    const names = { known: named('somebody'), unknown: named('nobodyas') };
    for (const username of names.known) await enrol(server.url, username);
    const image = await base64(personB.front);
    const calls = {
      'wrong password': (username) => post(server.url, '/api/auth/login', { username, password: 'not the password' }),
      'wrong face': (username) => post(server.url, '/api/user/facial/recognize', { username, image }),
      'recovery link': (username) => post(server.url, '/api/auth/recovery', { email: `${username}@example.org` }),
    };
    for (let n = 0; n < WARM_UPS; n++) for (const call of Object.values(calls)) await call(`warming${n}`);
    const rows = [];
    for (const [name, call] of Object.entries(calls)) rows.push(await compare(name, PAIRS[name], names, call));
    return { rows };
  } finally {
    await server.stop();
  }
}
