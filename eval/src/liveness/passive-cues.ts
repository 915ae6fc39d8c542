import { evaluateCues, spreadCues, type CueResult } from './cue-evaluation.js';
import type { Cues } from './cues.js';
import type { Clip } from './footage.js';
import type { Material } from './material/material.js';

/** Of one video; its neighbours say the same. */
const CUE_FRAMES_A_VIDEO = 30;

/** What single pictures tell: of the list's sets, of all screens against all people, and of each screen against its own person. */
export function passiveCues(material: Material): CueResult[] {
  const { clips, pictureSets } = material.footage;
  const spread = (some: readonly Clip[]): Cues[] =>
    some.flatMap((clip) => spreadCues(material.framesOf(clip), CUE_FRAMES_A_VIDEO));
  const people = clips.filter(({ source }) => source === 'person');
  const screens = clips.filter(({ source }) => source === 'replay');
  return evaluateCues(
    [
      ...pictureSets.map(({ name, bonaFide, attack }) => ({
        name,
        bonaFide: spreadCues(material.pictures(bonaFide), Infinity),
        attack: spreadCues(material.pictures(attack), Infinity),
      })),
      { name: 'screens against all people', bonaFide: spread(people), attack: spread(screens) },
      ...screens.map((screen) => ({
        name: `${screen.name} against its own person`,
        bonaFide: spread(people.filter(({ person }) => person === screen.person)),
        attack: spread([screen]),
      })),
    ].filter(({ bonaFide, attack }) => bonaFide.length > 0 && attack.length > 0),
  );
}
