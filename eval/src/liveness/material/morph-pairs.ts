import { cosineSimilarity } from '@facegate/face-engine';
import type { MorphedPhoto, Series } from '../measures/series.js';
import { MORPH_SHARE } from '../render/morph.js';
import { accountsOf, type Account } from './accounts.js';
import type { Material } from './material.js';
import { seriesOfPhoto, type PhotoPlan } from './photo-series.js';

/** Somebody who passes the live check, and somebody else whose account they are after. */
export interface MorphPair {
  attacker: Account;
  victim: Account;
}

/** Whose picture the morph is made in: outline, hair and room are theirs. */
export const MORPH_PICTURES = ['attacker', 'victim'] as const;
export type MorphPicture = (typeof MORPH_PICTURES)[number];

/** Of each who is filmed as they obey with each other who has an account. */
export function morphPairs(material: Material, accounts = accountsOf(material)): MorphPair[] {
  const acting = new Set(material.people().map(({ name }) => name));
  return accounts
    .filter(({ person }) => acting.has(person))
    .flatMap((attacker) =>
      accounts.filter(({ person }) => person !== attacker.person).map((victim) => ({ attacker, victim })),
    );
}

/** Of each victim's pairs the one with the attacker most alike. */
export function mostAlike(pairs: readonly MorphPair[]): MorphPair[] {
  const best = new Map<string, MorphPair>();
  for (const pair of pairs) {
    const known = best.get(pair.victim.person);
    if (!known || likeness(pair) > likeness(known)) best.set(pair.victim.person, pair);
  }
  return [...best.values()];
}

const likeness = ({ attacker, victim }: MorphPair): number => cosineSimilarity(attacker.template, victim.template);

/** Both faces as much, whichever the picture is. */
export function morphOf({ attacker, victim }: MorphPair, picture: MorphPicture): MorphedPhoto {
  const [first, second] = picture === 'attacker' ? [attacker, victim] : [victim, attacker];
  return { name: `${first.person} with ${second.person}`, morphOf: [first.photo, second.photo], share: MORPH_SHARE };
}

/** The one picture that is sent with a request. */
export const sentMorph = (pair: MorphPair, picture: MorphPicture): Series => ({
  kind: 'sent',
  photo: morphOf(pair, picture),
});

/** The morph as a photograph that is shown to the camera, turned by its own mesh. */
export function shownMorph(pair: MorphPair, picture: MorphPicture): PhotoPlan {
  const source = morphOf(pair, picture);
  return { photo: { name: source.name, person: pair.victim.person, source }, warps: ['plain'], held: false };
}

/** Every picture that is made for them. */
export function seriesOfMorphs(material: Material): Series[] {
  const pairs = morphPairs(material);
  const alike = mostAlike(pairs);
  return MORPH_PICTURES.flatMap((picture) => [
    ...pairs.map((pair) => sentMorph(pair, picture)),
    ...alike.flatMap((pair) => seriesOfPhoto(shownMorph(pair, picture))),
  ]);
}
