/** Runs `work` for a while, unmeasured at first, then `rounds` times one after the other. Milliseconds. */
export async function time(name, work, { warmUps = 5, rounds = 40 } = {}) {
  for (let i = 0; i < warmUps; i++) await work();
  const ms = new Float64Array(rounds);
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    await work();
    ms[i] = performance.now() - start;
  }
  ms.sort();
  const at = (share) => Number(ms[Math.min(rounds - 1, Math.floor(share * rounds))].toFixed(1));
  return { name, p50Ms: at(0.5), p95Ms: at(0.95), rounds };
}
