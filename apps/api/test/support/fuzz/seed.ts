import * as fc from 'fast-check';

/** Repeats a run: `FACEGATE_FUZZ_SEED=<the number it printed>`. */
const SEED = Number(process.env['FACEGATE_FUZZ_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
console.log(`Fuzz seed: FACEGATE_FUZZ_SEED=${SEED}`);

/** Of one fuzz test. A failing one takes longer than a passing one: it looks for a smaller case. */
export const FUZZ_TIMEOUT_MS = 240_000;

/**
 * Runs `holds` on `runs` values. Throws with the smallest value for which it throws, and the seed.
 * @returns on how many it ran
 */
export async function fuzz<T>(
  runs: number,
  values: fc.Arbitrary<T>,
  holds: (value: T) => Promise<unknown>,
): Promise<number> {
  let ran = 0;
  const property = fc.asyncProperty(values, async (value) => {
    ran += 1;
    await holds(value);
  });
  await fc.assert(property, { numRuns: runs, seed: SEED, interruptAfterTimeLimit: FUZZ_TIMEOUT_MS / 2 });
  return ran;
}
