import type { LivenessAction } from '@facegate/face-engine';
import type { FilmedBlink, Stretch, TakenPhoto, VideoSeries } from './measures/series.js';

export type Motion = Exclude<LivenessAction, 'blink'>;
export const MOTIONS = ['turn-left', 'turn-right', 'look-up', 'look-down'] as const satisfies Motion[];

export interface MotionStretch {
  motion: Motion;
  /** From near the rest to near the rest; of a one-way stretch, only to or from where the head is furthest. */
  stretch: Stretch;
  /** In the film another movement is next to it without a rest between: the other way is this one, played backwards. */
  oneWay?: 'there' | 'back';
}

/** One video. */
export interface Clip {
  name: string;
  /** Who is in it: the same word for the same person in every clip and picture, also for whom a screen shows. */
  person: string;
  video: VideoSeries;
  /** `replay`: a screen that shows a video of the person. */
  source: 'person' | 'replay';
  /** The person only sits, talks or pulls faces: nothing in it may be taken for a fraud. */
  natural: boolean;
  /** Looking ahead, doing nothing. */
  rest: readonly Stretch[];
  movements: readonly MotionStretch[];
  /** The middle of each blink that was seen by eye. */
  blinks: readonly number[];
}

/** A front photograph. */
export interface Photo {
  name: string;
  person: string;
  source: TakenPhoto;
}

/** Single pictures, for the passive cues alone. */
export interface PictureSet {
  name: string;
  bonaFide: string;
  attack: string;
}

export interface Footage {
  clips: Clip[];
  photos: Photo[];
  pictureSets: PictureSet[];
}

export const filmedBlinks = ({ video, blinks }: Clip): FilmedBlink[] =>
  blinks.map((atSeconds) => ({ video, atSeconds }));
