import type { FrameFacts } from '@facegate/face-engine';
import { MOTIONS, type Clip, type Motion } from '../footage.js';
import type { MeasuredFrame, PhotoSource, RenderedSeries } from '../measures/series.js';
import { within } from '../visitors/person.js';

/** Stills of a person out of their film, for each movement that it shows. */
export interface ChosenStills {
  front: PhotoSource;
  /** Of a blink that was filmed near the rest. */
  eyesShut?: PhotoSource;
  motions: ReadonlyMap<Motion, { half?: PhotoSource; side: PhotoSource }>;
}

/** What an attacker would choose: clearly turned, the mesh still sound. */
const SIDE_DEGREES: Record<Motion, number> = { 'turn-left': 22, 'turn-right': 22, 'look-up': 19, 'look-down': 19 };
/** With less than this there is no still that answers. */
const LEAST_SIDE_DEGREES = 14;
const HALF = 0.5;

export function chooseStills(clip: Clip, frames: readonly MeasuredFrame[]): ChosenStills | undefined {
  const rest = clip.rest.flatMap((stretch) => within(frames, stretch)).filter(({ facts }) => facts.face);
  const front = rest[Math.floor(rest.length / 2)];
  if (!front) return undefined;
  const source = ({ atSeconds }: MeasuredFrame): PhotoSource => ({
    name: `${clip.name} at ${atSeconds.toFixed(2)}`,
    video: clip.video,
    atSeconds,
  });
  const motions = new Map<Motion, { half?: PhotoSource; side: PhotoSource }>();
  for (const { motion, stretch } of clip.movements) {
    const filmed = within(frames, stretch).filter(({ facts }) => facts.face);
    const side = nearest(filmed, motion, front, SIDE_DEGREES[motion]);
    if (!side || side.degrees < LEAST_SIDE_DEGREES) continue;
    const half = nearest(filmed, motion, front, side.degrees * HALF);
    motions.set(motion, { side: source(side.frame), ...(half && { half: source(half.frame) }) });
  }
  const shut = clip.blinks[0] === undefined ? undefined : frames.find(({ atSeconds }) => atSeconds >= clip.blinks[0]!);
  return motions.size > 0 ? { front: source(front), motions, ...(shut && { eyesShut: source(shut) }) } : undefined;
}

function nearest(
  frames: readonly MeasuredFrame[],
  motion: Motion,
  front: MeasuredFrame,
  wanted: number,
): { frame: MeasuredFrame; degrees: number } | undefined {
  return frames
    .map((frame) => ({ frame, degrees: degreesTowards(motion, frame.facts, front.facts) }))
    .toSorted((a, b) => Math.abs(a.degrees - wanted) - Math.abs(b.degrees - wanted))[0];
}

/** Degrees of a face along a movement, from a face at rest. */
export function degreesTowards(motion: Motion, { face }: FrameFacts, { face: rest }: FrameFacts): number {
  if (!face || !rest) return 0;
  const left = face.pose.yawDegrees - rest.pose.yawDegrees;
  const up = face.pose.pitchDegrees - rest.pose.pitchDegrees;
  return { 'turn-left': left, 'turn-right': -left, 'look-up': up, 'look-down': -up }[motion];
}

const shown = (from: PhotoSource, to?: PhotoSource): RenderedSeries => ({
  kind: 'shown-stills',
  from,
  ...(to && { to }),
});

/** Every picture that is made for them. */
export function seriesOfStills({ front, eyesShut, motions }: ChosenStills): RenderedSeries[] {
  return [
    shown(front),
    { kind: 'painted', photo: front },
    ...(eyesShut ? [shown(eyesShut)] : []),
    ...MOTIONS.flatMap((motion) => {
      const chosen = motions.get(motion);
      if (!chosen) return [];
      const { half, side } = chosen;
      return [shown(side), shown(front, side), ...(half ? [shown(half), shown(front, half), shown(half, side)] : [])];
    }),
  ];
}
