import { gatePicture, type EngineInfo, type Extraction, type GateVerdict } from '@facegate/face-engine';
import type { Sample } from './data-set.js';
import type { Observation } from './vector-cache.js';

/** What a comparison needs to know of one picture. */
export interface Subject {
  /** 0-based, the same for all pictures of one name. */
  person: number;
  /** The pictures of `--data`; those of `--impostors` make no genuine comparisons. */
  inData: boolean;
  /** None when the picture was refused or no face was found. */
  vector: Float32Array | undefined;
  /** Why the picture gave no vector. */
  failure: string | undefined;
  /** What the product would say to it; none for a picture that was refused before the gate. */
  gate: GateVerdict | undefined;
}

export interface LabelledObservation {
  sample: Sample;
  inData: boolean;
  observation: Observation;
}

/** Persons of one name are one person, whichever folder they come from. */
export function toSubjects(all: readonly LabelledObservation[], { gate: limits }: Pick<EngineInfo, 'gate'>): Subject[] {
  const numbers = new Map<string, number>();
  return all.map(({ sample, inData, observation: { outcome } }) => {
    const person = numbers.get(sample.person) ?? numbers.size;
    numbers.set(sample.person, person);
    if (outcome.kind === 'refused') {
      return { person, inData, vector: undefined, failure: outcome.code, gate: undefined };
    }
    const vector = centralFace(outcome.extraction)?.embedding;
    return {
      person,
      inData,
      vector,
      failure: vector ? undefined : 'NO_FACE',
      gate: gatePicture(outcome.extraction, { limits }),
    };
  });
}

/** The face nearest the middle: LFW centres each photograph on the person it names, and others may be in it. */
function centralFace({ faces, width, height }: Extraction): Extraction['faces'][number] | undefined {
  const offset = ({ box }: Extraction['faces'][number]): number =>
    Math.hypot(box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2);
  return faces.toSorted((one, other) => offset(one) - offset(other))[0];
}
