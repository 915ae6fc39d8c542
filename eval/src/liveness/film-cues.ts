import { backdropChange, type BackdropChange } from '@facegate/face-engine';
import { areaUnderRoc, apcerAt, type CueResult } from './cue-evaluation.js';
import type { Clip } from './footage.js';
import type { Material } from './material/material.js';
import type { MeasuredFrame } from './measures/series.js';

/** What a stretch of film might tell of a screen, from frame to frame: undefined where it cannot be told. */
type FilmCue = (stretch: readonly MeasuredFrame[]) => number | undefined;

/** By name; another measure of frames is another line here. */
const FILM_CUES: Readonly<Record<string, FilmCue>> = {
  'flicker of the face': (stretch) =>
    flicker(stretch.flatMap(({ facts: { face } }) => (face ? [face.brightness] : []))),
  'row banding of the background': (stretch) => median(changesIn(stretch).map(({ banding }) => banding)),
  'flicker of the background': (stretch) => median(changesIn(stretch).map(({ flicker: changed }) => changed)),
  'flicker of the face’s colour': (stretch) => flicker(stretch.flatMap(({ cues }) => (cues ? [cues.saturation] : []))),
};

/** Frames a second, and seconds of a stretch: what a session sees between two steps. */
const FRAMES_PER_S = 10;
const STRETCH_S = 2;

/** Of all screens against all people, and of each screen against its own person. */
export function filmCues(material: Material): CueResult[] {
  const { clips } = material.footage;
  const stretchesOf = (some: readonly Clip[]): MeasuredFrame[][] =>
    some.flatMap((clip) => stretches(material.framesOf(clip)));
  const people = clips.filter(({ source }) => source === 'person');
  const screens = clips.filter(({ source }) => source === 'replay');
  const sets = [
    { set: 'screens against all people', real: people, fake: screens },
    ...screens.map((screen) => ({
      set: `${screen.name} against its own person`,
      real: people.filter(({ person }) => person === screen.person),
      fake: [screen],
    })),
  ];
  return sets
    .filter(({ real, fake }) => real.length > 0 && fake.length > 0)
    .flatMap(({ set, real, fake }) =>
      Object.entries(FILM_CUES).map(([cue, measure]) => {
        const values = (some: readonly Clip[]): number[] =>
          stretchesOf(some).flatMap((stretch) => measure(stretch) ?? []);
        const [bonaFide, attacks] = [values(real).toSorted((a, b) => a - b), values(fake)];
        const auc = areaUnderRoc(bonaFide, attacks);
        return {
          set,
          cue,
          bonaFide: bonaFide.length,
          attacks: attacks.length,
          auc,
          apcerAtBpcer5: apcerAt(bonaFide, attacks, 0.05, auc),
        };
      }),
    );
}

/** Whole stretches of a film at the rate of a session. */
export function stretches(frames: readonly MeasuredFrame[]): MeasuredFrame[][] {
  const kept: MeasuredFrame[][] = [];
  let lastS = -Infinity;
  for (const frame of frames) {
    if (frame.atSeconds - lastS < 0.9 / FRAMES_PER_S) continue;
    lastS = frame.atSeconds;
    (kept[Math.floor(frame.atSeconds / STRETCH_S)] ??= []).push(frame);
  }
  return kept.filter((stretch) => stretch.length >= (STRETCH_S * FRAMES_PER_S) / 2);
}

/** The mean change of direction from frame to frame, in parts of the mean: slow changes do not count. */
export function flicker(values: readonly number[]): number | undefined {
  if (values.length < 3) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let sum = 0;
  for (let i = 1; i + 1 < values.length; i++) sum += Math.abs(values[i - 1]! - 2 * values[i]! + values[i + 1]!);
  return mean > 0 ? sum / (values.length - 2) / mean : undefined;
}

const changesIn = (stretch: readonly MeasuredFrame[]): BackdropChange[] =>
  stretch.flatMap(({ facts: { face } }, i) => {
    const before = stretch[i - 1]?.facts.face;
    return (before && face && backdropChange(before.backdrop, face.backdrop)) ?? [];
  });

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
