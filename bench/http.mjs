/**
 * `recognize` over HTTP: the built server as its owner starts it, with an embedded database and an empty data folder, one
 * account, and log-ins with another picture of its person. Client and server share the machine.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONSENT_VERSION } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { startServer } from './server.mjs';

const WARM_UPS = 20;
const ONE_BY_ONE = 150;
const SUSTAINED_S = 20;
const OVERLOAD_S = 20;
/** Log-ins in flight at a time when the server is to be kept busy but not overrun. */
const IN_FLIGHT = 4;
const SOAK = 10_000;
const SOAK_SAMPLES = 20;

async function post(url, path, body) {
  const startedAt = performance.now();
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { code } = await answer.json();
  const retryAfter = answer.headers.get('retry-after');
  return { status: answer.status, code, retryAfter, ms: performance.now() - startedAt };
}

async function enrol(url) {
  const poses = ['front', 'left', 'right'];
  const images = await Promise.all(
    poses.map(async (pose) => ({ pose, data: (await personA[pose].jpeg()).toString('base64') })),
  );
  const account = { username: 'bench', email: 'bench@example.org', password: randomUUID() };
  const body = { ...account, consent: { version: CONSENT_VERSION }, images };
  const { status, code } = await post(url, '/api/user/facial/store', body);
  if (status !== 201) throw new Error(`the sign-up was answered ${status} ${code}`);
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
const round = (value, digits = 1) => Number(value.toFixed(digits));

function latency(answers) {
  const ms = answers.map((answer) => answer.ms).toSorted((one, other) => one - other);
  return { p50Ms: round(at(ms, 0.5)), p95Ms: round(at(ms, 0.95)), p99Ms: round(at(ms, 0.99)) };
}

/** So many at a time, until `enough` says so. */
async function keepBusy(call, enough) {
  const answers = [];
  const startedAt = performance.now();
  const lane = async () => {
    while (!enough(answers.length, performance.now() - startedAt)) answers.push(await call());
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return { answers, perSecond: (answers.length * 1000) / (performance.now() - startedAt) };
}

/** So many a second, whether or not the ones before are answered. */
async function arrive(call, perSecond, seconds) {
  const calls = [];
  const startedAt = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    await sleep(Math.max(0, startedAt + (n * 1000) / perSecond - performance.now()));
    calls.push(call());
  }
  return Promise.all(calls);
}

async function residentMiB(url) {
  const text = await (await fetch(`${url}/api/health/metrics`)).text();
  return round(Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / 2 ** 20, 0);
}

/** Ten thousand log-ins, and the memory that the server has along the way. */
async function soak(url, call) {
  const memoryMiB = [await residentMiB(url)];
  for (let sample = 1; sample <= SOAK_SAMPLES; sample++) {
    const { answers } = await keepBusy(call, (count) => count >= SOAK / SOAK_SAMPLES);
    const failed = answers.filter(({ status }) => status !== 200);
    if (failed.length > 0) throw new Error(`${failed.length} log-ins failed: ${failed[0].code}`);
    memoryMiB.push(await residentMiB(url));
    console.error(`${(sample * SOAK) / SOAK_SAMPLES} log-ins, ${memoryMiB.at(-1)} MiB`);
  }
  return memoryMiB;
}

function tally(answers) {
  const counts = {};
  for (const { status, code } of answers) {
    const outcome = code ? `${status} ${code}` : String(status);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

export async function run([what]) {
  const server = await startServer({ FACEGATE_LIVENESS: 'off' });
  try {
    await enrol(server.url);
    const image = (await personA.otherFront.jpeg()).toString('base64');
    const call = () => post(server.url, '/api/user/facial/recognize', { image });
    for (let n = 0; n < WARM_UPS; n++) await call();
    if (what === 'soak')
      return {
        rows: (await soak(server.url, call)).map((memoryMiB, n) => ({ logIns: (n * SOAK) / SOAK_SAMPLES, memoryMiB })),
      };

    const alone = [];
    for (let n = 0; n < ONE_BY_ONE; n++) alone.push(await call());
    const busy = await keepBusy(call, (_, ms) => ms > SUSTAINED_S * 1000);
    const overload = await arrive(call, 2 * busy.perSecond, OVERLOAD_S);
    const accepted = overload.filter(({ status }) => status === 200);
    const refused = overload.filter(({ status }) => status !== 200);
    return {
      rows: [
        {
          load: 'one at a time',
          perSecond: round(1000 / latency(alone).p50Ms),
          ...latency(alone),
          outcomes: tally(alone),
        },
        {
          load: `${IN_FLIGHT} in flight`,
          perSecond: round(busy.perSecond),
          ...latency(busy.answers),
          outcomes: tally(busy.answers),
        },
        {
          load: 'twice that: accepted',
          perSecond: round(accepted.length / OVERLOAD_S),
          ...latency(accepted),
          outcomes: tally(accepted),
        },
        {
          load: 'twice that: refused',
          perSecond: round(refused.length / OVERLOAD_S),
          ...latency(refused),
          outcomes: tally(refused),
        },
      ].map(({ outcomes, ...row }) => ({ ...row, outcomes: JSON.stringify(outcomes) })),
      // At twice what is sustained: what the slowest accepted ones take, in turns of an idle one. Five are the most.
      acceptedP99InIdleMedians: round(latency(accepted).p99Ms / latency(alone).p50Ms),
      refusedWithRetryAfter: refused.filter(({ retryAfter }) => Number(retryAfter) >= 1).length,
    };
  } finally {
    await server.stop();
  }
}
