import { ENGINES, fuse, gateQuality, type MeasuredFace } from '@facegate/face-engine';
import { groupBy } from '../group-by.js';
import type { Clip, Photo } from '../footage.js';
import type { MeasuredFrame, TakenPhoto } from '../measures/series.js';
import { within } from '../visitors/person.js';
import type { Material } from './material.js';

/** Somebody who enrolled: what a log-in as them is compared with, and a photograph that an attacker has of them. */
export interface Account {
  person: string;
  /** The references in one vector: a front, one a little left and one a little right. */
  template: Float32Array;
  /** Another picture than any of the references. */
  photo: TakenPhoto;
}

/** Yaw of the references, from the person's rest; and how little of it still is a turn, as for a capture. */
const REFERENCE_DEGREES = [0, 15, -15];
const LEAST_TURN_DEGREES = 6;
/** A frame that is as near to another one shows the same moment. */
const SAME_MOMENT_S = 1;

type PlacedFrame = MeasuredFrame & { face: MeasuredFace };

/** Of everybody who is filmed ahead and turned to both sides. */
export const accountsOf = (material: Material): Account[] => {
  const { clips, photos } = material.footage;
  const filmed = groupBy(
    clips.filter(({ source }) => source === 'person'),
    ({ person }) => person,
  );
  return [...filmed].flatMap(([person, own]) => {
    const films = own.map((clip) => filmOf(clip, material.framesOf(clip)));
    const listed = photos.filter((photo) => photo.person === person);
    return accountOf(person, films, listed) ?? [];
  });
};

interface Film {
  clip: Clip;
  /** Those that would pass as a picture of their own. */
  frames: readonly PlacedFrame[];
}

function filmOf(clip: Clip, frames: readonly MeasuredFrame[]): Film {
  const usable = frames.flatMap((frame): PlacedFrame[] => {
    const { face, faces } = frame.facts;
    return face?.embedding && faces === 1 && gateQuality(face).length === 0 ? [{ ...frame, face }] : [];
  });
  return { clip, frames: usable };
}

/** Of the first film that shows all references. */
function accountOf(person: string, films: readonly Film[], listed: readonly Photo[]): Account | undefined {
  for (const film of films) {
    const photo = photoFor(film, films, listed);
    if (!photo) continue;
    const isOther = ({ atSeconds }: MeasuredFrame): boolean =>
      !('video' in photo) || photo.video !== film.clip.video || Math.abs(photo.atSeconds - atSeconds) >= SAME_MOMENT_S;
    const references = referencesIn(film.clip, film.frames.filter(isOther));
    if (references) return { person, template: fuse(references, ENGINES.sface.metric), photo };
  }
  return undefined;
}

/** The farthest from what the account is made of: a photograph, a frame of another film, a frame of this one. */
function photoFor({ clip, frames }: Film, films: readonly Film[], listed: readonly Photo[]): TakenPhoto | undefined {
  const photograph = listed.find(({ source }) => 'file' in source)?.source;
  const elsewhere = films.find((film) => film.clip !== clip && film.frames.length > 0);
  return (
    photograph ?? (elsewhere && frontOf(elsewhere.clip, elsewhere.frames)) ?? listed[0]?.source ?? frontOf(clip, frames)
  );
}

function frontOf(clip: Clip, frames: readonly PlacedFrame[]): TakenPhoto | undefined {
  const front = nearest(frames, restOf(clip, frames), 0);
  return front && { name: `front of ${clip.name}`, video: clip.video, atSeconds: front.atSeconds };
}

/** Vectors of a front and a turn to each side; undefined where the film does not show them. */
function referencesIn(clip: Pick<Clip, 'rest'>, frames: readonly PlacedFrame[]): Float32Array[] | undefined {
  const rest = restOf(clip, frames);
  const chosen = REFERENCE_DEGREES.flatMap((degrees) => {
    const frame = nearest(frames, rest, degrees);
    const turned = frame ? (frame.face.pose.yawDegrees - rest.yawDegrees) * Math.sign(degrees) : 0;
    return frame?.face.embedding && (degrees === 0 || turned >= LEAST_TURN_DEGREES) ? [frame.face.embedding] : [];
  });
  return chosen.length === REFERENCE_DEGREES.length ? chosen : undefined;
}

interface Rest {
  yawDegrees: number;
  pitchDegrees: number;
}

/** How the person looks ahead: in the middle of the rest, or of all that was filmed. */
function restOf({ rest }: Pick<Clip, 'rest'>, frames: readonly PlacedFrame[]): Rest {
  const ahead = rest.flatMap((stretch) => within(frames, stretch)) as PlacedFrame[];
  const poses = (ahead.length > 0 ? ahead : frames).map(({ face }) => face.pose);
  return {
    yawDegrees: middle(poses.map(({ yawDegrees }) => yawDegrees)),
    pitchDegrees: middle(poses.map(({ pitchDegrees }) => pitchDegrees)),
  };
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function nearest(frames: readonly PlacedFrame[], rest: Rest, turnDegrees: number): PlacedFrame | undefined {
  const off = ({ face: { pose } }: PlacedFrame): number =>
    Math.hypot(pose.yawDegrees - rest.yawDegrees - turnDegrees, pose.pitchDegrees - rest.pitchDegrees);
  return frames.toSorted((one, other) => off(one) - off(other))[0];
}
