import type { Film } from '../attackers.js';
import type { MeasuredFrame } from '../measured-frames.js';
import type { PhotoSeries } from '../measure-footage.js';
import type { BlinkTrace, Person } from '../obeying-visitor.js';

/** All that sessions are made of. */
export interface Material {
  people: Person[];
  blinks: BlinkTrace[];
  /** Videos with blinks that were seen by eye, and when. */
  blinkers: { film: Film; blinks: readonly number[] }[];
  /** Nobody blinks in it. */
  staring: Film;
  /** Every video of a real person, as an injected film. */
  films: Film[];
  /** A real person's videos as filmed from a screen. */
  replays: Film[];
  photos: PhotoSeries[];
}

export const toFilm = (frames: readonly MeasuredFrame[]): Film =>
  frames.map(({ atSeconds, facts }) => ({ atMs: atSeconds * 1000, facts }));
