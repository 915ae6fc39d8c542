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
  /** Movements of everybody in it, and of the warps and stills made of them. */
  movements: () => MovementSample[];
}

export const trainingData = (material: Material): TrainingData => ({
  material,
  movements: () => [...ofPeople(material), ...ofWarps(material), ...ofStills(material)],
});

function ofPeople(material: Material): MovementSample[] {
  return material.people().flatMap(({ name, rest, scenes }) => {
    const front = rest[Math.floor(rest.length / 2)]?.facts;
    return [...scenes].flatMap(([motion, { frames }]) =>
      sample(
        name,
        'person',
        motion,
        front,
        frames.map(({ facts }) => facts),
      ),
    );
  });
}

function ofWarps(material: Material): MovementSample[] {
  return material.photos().flatMap(({ person, still, warp }) =>
    Object.keys(WARPS).flatMap((variant) => {
      const turned = warp(variant);
      if (!turned) return [];
      const way = (frames: readonly MeasuredFrame[], sign: 1 | -1): FrameFacts[] =>
        frames.filter(({ atSeconds }) => atSeconds * sign > 0).map(({ facts }) => facts);
      const rest = still[0]?.facts;
      return [
        ...sample(person, `warp ${variant}`, 'turn-left', rest, way(turned.yaw, 1)),
        ...sample(person, `warp ${variant}`, 'turn-right', rest, way(turned.yaw, -1)),
        ...sample(person, `warp ${variant}`, 'look-up', rest, way(turned.pitch, 1)),
        ...sample(person, `warp ${variant}`, 'look-down', rest, way(turned.pitch, -1)),
      ];
    }),
  );
}

function ofStills(material: Material): MovementSample[] {
  return material.stills().flatMap(({ person, stills: { front, motions } }) =>
    [...motions].flatMap(([motion, { half = [], side }]) =>
      sample(
        person,
        'stills',
        motion,
        front[0]?.facts,
        [...half, ...side].map(({ facts }) => facts),
      ),
    ),
  );
}

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
