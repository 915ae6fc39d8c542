/**
 * Measures the decision thresholds of an engine on labelled photographs: every pair of pictures is compared, pairs of one
 * person are genuine, all others impostor. A picture without a found face never matches: it counts into the FNMR.
 *
 *   pnpm --filter @facegate/eval thresholds --data ../shared/data/lfw-dev [--engine face-api] [--workers 2]
 *
 * `--data` is a folder with one folder of pictures a person. Writes numbers only, to eval/results/.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { comparisonScore, FaceEnginePool, gatePicture } from '@facegate/face-engine';

const FMR_TARGETS = [1e-2, 1e-3, 1e-4, 1e-5];

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    engine: { type: 'string', default: 'face-api' },
    workers: { type: 'string', default: '2' },
  },
});
if (!args.data) throw new Error('--data is missing: a folder with one folder of pictures a person');

const samples = await listSamples(args.data);
const pool = await FaceEnginePool.start({
  engine: args.engine,
  workers: Number(args.workers),
  maxQueue: samples.length,
});
const observed = await observeAll(samples, pool);
await pool.close();

const { genuine, impostor } = compareAll(observed, pool.info.metric);
const { model, metric, dimensions, backend } = pool.info;
const result = {
  engine: { model, metric, dimensions, backend },
  data: basename(args.data),
  pictures: samples.length,
  persons: new Set(samples.map(({ person }) => person)).size,
  withoutFace: observed.filter(({ embedding }) => !embedding).length,
  genuineComparisons: genuine.length,
  impostorComparisons: impostor.length,
  operatingPoints: FMR_TARGETS.map((fmr) => operatingPoint(fmr, genuine, impostor)),
  qualityGate: gateRates(observed),
  node: process.version,
};
const folder = fileURLToPath(new URL('results', import.meta.url));
await mkdir(folder, { recursive: true });
const file = join(folder, `thresholds-${args.engine}-${result.data}.json`);
await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
console.table(result.operatingPoints);
console.log(result.qualityGate, `\n${file}`);

async function listSamples(folderPath) {
  const people = (await readdir(folderPath, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const lists = await Promise.all(
    people.map(async ({ name: person }) => {
      const files = (await readdir(join(folderPath, person))).filter((name) => /\.(jpe?g|png|webp)$/i.test(name));
      return files.map((name) => ({ person, path: join(folderPath, person, name) }));
    }),
  );
  return lists.flat().toSorted((one, other) => one.path.localeCompare(other.path));
}

async function observeAll(all, engine) {
  let done = 0;
  return await Promise.all(
    all.map(async ({ person, path }) => {
      const extraction = await engine.extract(await readFile(path), { embed: 'all' });
      done++;
      if (done % 100 === 0) console.error(`${done} of ${all.length}`);
      return {
        person,
        verdict: gatePicture(extraction),
        embedding: central(extraction)?.embedding,
      };
    }),
  );
}

/** LFW centres each photograph on the person it names. */
function central({ faces, width, height }) {
  const offset = ({ box }) => Math.hypot(box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2);
  return faces.toSorted((one, other) => offset(one) - offset(other))[0];
}

function compareAll(all, by) {
  const genuineScores = [];
  const impostorScores = [];
  for (let i = 0; i < all.length; i++) {
    for (let j = i + 1; j < all.length; j++) {
      const one = all[i];
      const other = all[j];
      const comparable = one.embedding && other.embedding;
      const score = comparable ? comparisonScore(one.embedding, other.embedding, by) : -Infinity;
      if (one.person === other.person) genuineScores.push(score);
      else if (comparable) impostorScores.push(score);
    }
  }
  return {
    genuine: Float64Array.from(genuineScores),
    impostor: Float64Array.from(impostorScores).toSorted().toReversed(),
  };
}

/** The least threshold whose false match rate is at most `fmr`; a score at the threshold is a match. */
function operatingPoint(fmr, genuineScores, impostorScores) {
  const allowed = Math.floor(fmr * impostorScores.length);
  const threshold = impostorScores[allowed] + 1e-6;
  const missed = genuineScores.reduce((count, score) => count + (score < threshold ? 1 : 0), 0);
  return { fmr, threshold: round(threshold, 4), fnmr: round(missed / genuineScores.length, 4) };
}

/** Shares of all pictures that the quality gate refuses, in all and for each reason named first. */
function gateRates(all) {
  const counts = {};
  for (const { verdict } of all) {
    if (!verdict.usable) counts[verdict.code] = (counts[verdict.code] ?? 0) + 1;
  }
  const share = (count) => round(count / all.length, 4);
  return {
    refused: share(Object.values(counts).reduce((sum, count) => sum + count, 0)),
    byCode: Object.fromEntries(Object.entries(counts).map(([code, count]) => [code, share(count)])),
  };
}

function round(value, digits) {
  return Number(value.toFixed(digits));
}
