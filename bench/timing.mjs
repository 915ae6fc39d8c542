import { setTimeout as sleep } from 'node:timers/promises';

const SETTLE_MS = 100;
const round = (value) => Number(value.toFixed(1));

function summary(name, ms) {
  const sorted = Float64Array.from(ms).toSorted();
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return { name, bestMs: at(0), p50Ms: at(0.5), p95Ms: at(0.95), rounds: sorted.length };
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs `work` for a while, unmeasured at first, then `rounds` times one after the other. Milliseconds. */
export async function time(name, work, { warmUps = 5, rounds = 40 } = {}) {
  for (let i = 0; i < warmUps; i++) await work();
  const ms = [];
  for (let i = 0; i < rounds; i++) ms.push(await timed(work));
  return summary(name, ms);
}

/**
 * Runs all of `works` (name → function) in turn, so that whatever else the machine does hits each alike. `times` is how
 * many times as long as the first one it took, by the medians.
 */
export async function timeInTurn(works, { warmUps = 3, rounds = 30 } = {}) {
  const entries = Object.entries(works).map(([name, work]) => ({ name, work, ms: [] }));
  for (let i = 0; i < warmUps + rounds; i++) {
    for (const { work, ms } of entries) {
      // What the one before left to tidy up is not this one's work.
      await sleep(SETTLE_MS);
      const took = await timed(work);
      if (i >= warmUps) ms.push(took);
    }
  }
  const rows = entries.map(({ name, ms }) => summary(name, ms));
  return rows.map((row) => ({ ...row, times: round(row.p50Ms / rows[0].p50Ms) }));
}
