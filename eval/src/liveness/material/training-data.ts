import type { FrameFacts, MeasuredFace } from '@facegate/face-engine';
import type { Motion } from '../footage.js';
import type { MeasuredFrame } from '../measures/series.js';
import { WARPS } from '../render/warp-variants.js';
import { degreesTowards } from './choose-stills.js';
import type { Material } from './material.js';

/** One movement of a person, or of something that looks like one: what a score of movements is judged by. */
export interface MovementSample {
  person: string;
  /** `person`, or by which attack it is made. */
  source: 'person' | 'stills' | `warp ${string}`;
  motion: Motion;
  rest: MeasuredFace;
  /** In order, each with its degrees from the rest. */
  frames: readonly { face: MeasuredFace; degrees: number }[];
}

/** What limits are fitted on. */
export interface TrainingData {
  material: Material;
  /** Movements of everybody in it, and of the warps and stills made of them; the same objects whoever is left out. */
  movements: () => MovementSample[];
}

export const trainingData = (material: Material): TrainingData => ({
  material,
  movements: () => [...ofPeople(material), ...ofWarps(material), ...ofStills(material)],
});

/** By the person, photograph or stills that they are of: the very same samples whoever is left out, so that what is computed of one can be kept. */
const known = new WeakMap<object, MovementSample[]>();

function once(of: object, make: () => MovementSample[]): MovementSample[] {
  const samples = known.get(of) ?? make();
  known.set(of, samples);
  return samples;
}

const ofPeople = (material: Material): MovementSample[] =>
  material.people().flatMap((person) =>
    once(person, () => {
      const front = person.rest[Math.floor(person.rest.length / 2)]?.facts;
      return [...person.scenes].flatMap(([motion, { frames }]) =>
        sample(
          person.name,
          'person',
          motion,
          front,
          frames.map(({ facts }) => facts),
        ),
      );
    }),
  );

const ofWarps = (material: Material): MovementSample[] =>
  material.photos().flatMap((photo) =>
    once(photo, () =>
      Object.keys(WARPS).flatMap((variant) => {
        const turned = photo.warp(variant);
        if (!turned) return [];
        const rest = photo.still[0]?.facts;
        const turning = (motion: Motion, frames: readonly FrameFacts[]): MovementSample[] =>
          sample(photo.person, `warp ${variant}`, motion, rest, frames);
        return [
          ...turning('turn-left', way(turned.yaw, 1)),
          ...turning('turn-right', way(turned.yaw, -1)),
          ...turning('look-up', way(turned.pitch, 1)),
          ...turning('look-down', way(turned.pitch, -1)),
        ];
      }),
    ),
  );

const way = (frames: readonly MeasuredFrame[], sign: 1 | -1): FrameFacts[] =>
  frames.filter(({ atSeconds }) => atSeconds * sign > 0).map(({ facts }) => facts);

const ofStills = (material: Material): MovementSample[] =>
  material.stills().flatMap((chosen) =>
    once(chosen, () =>
      [...chosen.stills.motions].flatMap(([motion, { half = [], side }]) =>
        sample(
          chosen.person,
          'stills',
          motion,
          chosen.stills.front[0]?.facts,
          [...half, ...side].map(({ facts }) => facts),
        ),
      ),
    ),
  );

/** None without a face at rest. */
function sample(
  person: string,
  source: MovementSample['source'],
  motion: Motion,
  front: FrameFacts | undefined,
  frames: readonly FrameFacts[],
): MovementSample[] {
  if (!front?.face) return [];
  const { face: rest } = front;
  const moved = frames.flatMap((facts) =>
    facts.face ? [{ face: facts.face, degrees: degreesTowards(motion, facts, front) }] : [],
  );
  return [{ person, source, motion, rest, frames: moved }];
}
