import { cosineSimilarity } from '@facegate/face-engine';
import { accountsOf, type Account } from '../material/accounts.js';
import type { Material } from '../material/material.js';
import { MORPH_PICTURES, morphPairs, mostAlike, shownMorph, type MorphPair } from '../material/morph-pairs.js';
import { DELIVERIES, obeying } from './honest.js';
import { PLAIN_WARP } from './posed-attacks.js';
import { wholeSession } from './posed.js';
import { STEPS, type Effort, type Trial } from './trial.js';

const EACH: Record<Effort, number> = { quick: 1, full: 4 };

/** What the attacker does for the live check that a morph is sent with: nothing but what is asked. */
export const OWN_FACE = 'the attacker’s own face';
export const MORPH_SHOWN = {
  attacker: 'the morph shown, in the attacker’s picture',
  victim: 'the morph shown, in the victim’s picture',
} as const;

/** Live checks of a morphing attacker, as themselves and as the morph; what comes of one is compared with all accounts. */
export function morphTrials(material: Material, effort: Effort): Trial[] {
  const accounts = accountsOf(material);
  const pairs = morphPairs(material, accounts);
  const trials = [...proofs(material, pairs, effort), ...shown(material, mostAlike(pairs), effort)];
  return trials.map((trial) => compared(trial, accounts));
}

function proofs(material: Material, pairs: readonly MorphPair[], effort: Effort): Trial[] {
  const attackers = new Set(pairs.map(({ attacker }) => attacker.person));
  return material
    .people()
    .filter(({ name }) => attackers.has(name))
    .flatMap((person) =>
      STEPS.flatMap((steps) =>
        Object.entries(DELIVERIES).flatMap(([condition, delivery]) =>
          Array.from({ length: EACH[effort] }, (): Trial => ({
            ...obeying(material, person, steps, condition, delivery),
            kind: OWN_FACE,
          })),
        ),
      ),
    );
}

function shown(material: Material, pairs: readonly MorphPair[], effort: Effort): Trial[] {
  return MORPH_PICTURES.flatMap((picture) =>
    pairs.flatMap((pair) =>
      STEPS.flatMap((steps) =>
        Array.from({ length: EACH[effort] }, (): Trial => ({
          ...wholeSession(material, material.photo(shownMorph(pair, picture)), PLAIN_WARP, steps),
          kind: MORPH_SHOWN[picture],
          people: [pair.attacker.person, pair.victim.person],
        })),
      ),
    ),
  );
}

const compared = (trial: Trial, accounts: readonly Account[]): Trial => ({
  ...trial,
  run: (random, limits) => {
    const outcome = trial.run(random, limits);
    const { proof } = outcome;
    return proof ? { ...outcome, scores: scoresWith(proof, accounts) } : outcome;
  },
});

const scoresWith = (proof: Float32Array, accounts: readonly Account[]): Record<string, number> =>
  Object.fromEntries(accounts.map(({ person, template }) => [person, cosineSimilarity(proof, template)]));
