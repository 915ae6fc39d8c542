import type { Extraction } from '@facegate/face-engine';

/** One frame, or one photograph, with a vector. */
export interface FilmedFrame {
  vector: Float32Array;
  /** Degrees; positive towards the person's own left. */
  yawDegrees: number;
}

/** What an engine made of one video or photograph. */
export interface Filmed {
  name: string;
  person: string;
  kind: 'clip' | 'photo';
  frames: FilmedFrame[];
}

/** Beyond it no frame of a session is judged, nor compared. */
const MOST_TURN_DEGREES = 35;

/** The largest face, when it is turned no further than a session's frames are; else undefined. */
export function frameOf({ faces: [face] }: Extraction): FilmedFrame | undefined {
  if (!face?.embedding) return undefined;
  const { yawDegrees, pitchDegrees } = face.pose;
  if (Math.max(Math.abs(yawDegrees), Math.abs(pitchDegrees)) > MOST_TURN_DEGREES) return undefined;
  return { vector: face.embedding, yawDegrees };
}

/** The frames nearest to these turns are what a sign-up keeps: front, left, right. */
const REFERENCE_TURNS_DEGREES = [0, 20, -20];

/** Three references of one recording; of a photograph the one. */
export function referencesOf(frames: readonly FilmedFrame[]): Float32Array[] {
  const left = [...frames];
  return REFERENCE_TURNS_DEGREES.flatMap((turn) => {
    const [nearest] = left.toSorted(
      (one, other) => Math.abs(one.yawDegrees - turn) - Math.abs(other.yawDegrees - turn),
    );
    if (!nearest) return [];
    left.splice(left.indexOf(nearest), 1);
    return [nearest.vector];
  });
}
