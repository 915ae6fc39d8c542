/**
 * The search index at 10,000, 100,000 and 1,000,000 accounts, one template each, against plain JavaScript float32 over the same
 * vectors. Every answer is compared with that of the same vectors in float64, for the best two accounts.
 */
import { cosineSimilarity, FaceIndex } from '@facegate/face-engine';

const SIZES = [10_000, 100_000, 1_000_000];
const DIMENSIONS = 128;
/** Vectors of accounts are drawn around common centres: some strangers are nearly as alike as the account itself. */
const ACCOUNTS_A_CENTRE = 3;
const BATCH = 50_000;
const SEARCHES = 100;
/** Of the reference, which takes up to a second each. */
const REFERENCE_SEARCHES = 12;

/** Mulberry32: the same templates each time. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** About normal, spread 1. */
const bell = (random) => (random() + random() + random() + random() - 2) * Math.sqrt(3);

function toUnit(vector) {
  const length = Math.hypot(...vector);
  for (let i = 0; i < DIMENSIONS; i++) vector[i] /= length;
  return vector;
}

/** Templates around one centre have a cosine of about 0.65, as relatives and twins may; others about 0 ± 0.09. */
function clustered(size, random) {
  const vectors = new Float32Array(size * DIMENSIONS);
  let centre;
  for (let i = 0; i < size; i++) {
    if (i % ACCOUNTS_A_CENTRE === 0) centre = Float32Array.from({ length: DIMENSIONS }, () => bell(random));
    vectors.set(around(centre, random), i * DIMENSIONS);
  }
  return vectors;
}

const around = (centre, random) => toUnit(centre.map((component) => component + 0.73 * bell(random)));

/** As fast as plain JavaScript does it: dot products of unit vectors, four sums at a time, the best of all. */
function plainJavaScript(vectors, probe) {
  let [best, bestAt] = [-Infinity, -1];
  for (let row = 0, at = 0; at < vectors.length; row++) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < DIMENSIONS; i += 4, at += 4) {
      a += vectors[at] * probe[i];
      b += vectors[at + 1] * probe[i + 1];
      c += vectors[at + 2] * probe[i + 2];
      d += vectors[at + 3] * probe[i + 3];
    }
    const score = a + b + c + d;
    if (score > best) [best, bestAt] = [score, row];
  }
  return bestAt;
}

/** The best two rows, by the engine's own cosine in float64. */
function exactAnswer(vectors, probe) {
  const best = [];
  for (let row = 0; row * DIMENSIONS < vectors.length; row++) {
    const score = cosineSimilarity(probe, vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS));
    if (best.length === 2 && score <= best[1].score) continue;
    best.push({ row, score });
    best.sort((one, other) => other.score - one.score);
    best.length = Math.min(best.length, 2);
  }
  return best;
}

const ownerOf = (row) => `0000acc0-0000-4000-8000-${row.toString(16).padStart(12, '0')}`;

async function fill(index, vectors, size) {
  const start = performance.now();
  for (let first = 0; first < size; first += BATCH) {
    const templates = Array.from({ length: Math.min(BATCH, size - first) }, (_, i) => ({
      owner: ownerOf(first + i),
      vector: vectors.subarray((first + i) * DIMENSIONS, (first + i + 1) * DIMENSIONS),
    }));
    await index.addAll(templates);
  }
  return performance.now() - start;
}

const round = (value, digits) => Number(value.toFixed(digits));

async function times(probes, search) {
  const ms = [];
  const answers = [];
  for (const probe of probes) {
    const start = performance.now();
    answers.push(await search(probe));
    ms.push(performance.now() - start);
  }
  ms.sort((one, other) => one - other);
  const at = (share) => round(ms[Math.min(ms.length - 1, Math.floor(share * ms.length))], 2);
  return { bestMs: round(ms[0], 2), p50Ms: at(0.5), p95Ms: at(0.95), answers };
}

async function measure(size) {
  const random = randomNumbers(size);
  const vectors = clustered(size, random);
  // Half of the probes are of enrolled people, half of strangers, for whom many are about equally near.
  const probes = Array.from({ length: SEARCHES }, (_, i) => {
    const row = Math.floor(random() * size);
    return i % 2
      ? around(
          vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS).map((component) => component * 11.3),
          random,
        )
      : around(new Float32Array(DIMENSIONS), random);
  });
  const index = await FaceIndex.start();
  try {
    const fillMs = await fill(index, vectors, size);
    for (const probe of probes.slice(0, 10)) await index.search(probe);
    const ours = await times(probes, (probe) => index.search(probe));
    const plain = await times(probes.slice(0, REFERENCE_SEARCHES), (probe) => plainJavaScript(vectors, probe));

    const expected = probes.slice(0, REFERENCE_SEARCHES * 2).map((probe) => exactAnswer(vectors, probe));
    const same = (place) =>
      expected.filter((best, i) => {
        const said = ours.answers[i][place];
        return said.owner === ownerOf(best[place].row) && said.score === best[place].score;
      }).length / expected.length;
    const { scanned, vectors: kept, ids } = index.bytes;
    return {
      accounts: size,
      bestMs: ours.bestMs,
      p50Ms: ours.p50Ms,
      p95Ms: ours.p95Ms,
      recallOfBest: same(0),
      recallOfSecond: same(1),
      scannedBytesAnAccount: round(scanned / size, 1),
      vectorBytesAnAccount: round(kept / size, 1),
      idBytesAnAccount: round(ids / size, 1),
      fillAccountsASecond: Math.round(size / (fillMs / 1000)),
      plainBestMs: plain.bestMs,
      plainP50Ms: plain.p50Ms,
      timesFaster: round(plain.p50Ms / ours.p50Ms, 1),
    };
  } finally {
    await index.close();
  }
}

export async function run() {
  const rows = [];
  for (const size of SIZES) {
    rows.push(await measure(size));
    console.log(`${size.toLocaleString('en')} accounts measured`);
  }
  return { searches: SEARCHES, comparedWithFloat: REFERENCE_SEARCHES * 2, rows };
}
