import type { ObservedFace } from '@facegate/face-engine';
import type { Observation } from './vector-cache.js';

/** Threads and processors round otherwise; another model, crop or mirror changes far more. */
const MAX_VECTOR_CHANGE = 0.01;
const MAX_BOX_CHANGE_PX = 0.5;
const MAX_QUALITY_CHANGE = 0.005;

/** Whether an engine made the same of one picture twice, but for rounding. */
export function sameObservation({ outcome: one }: Observation, { outcome: other }: Observation): boolean {
  if (one.kind === 'refused' || other.kind === 'refused') {
    return one.kind === 'refused' && other.kind === 'refused' && one.code === other.code;
  }
  const [faces, otherFaces] = [one.extraction.faces, other.extraction.faces];
  return faces.length === otherFaces.length && faces.every((face, index) => sameFace(face, otherFaces[index]!));
}

function sameFace(one: ObservedFace, other: ObservedFace): boolean {
  return (
    // A measure that the engine gives since, or no more: what is cached does not have what the gate reads.
    sameWords(Object.keys(one), Object.keys(other)) &&
    close(Object.values(one.box), Object.values(other.box), MAX_BOX_CHANGE_PX) &&
    sameQuality(one, other) &&
    sameVector(one.embedding, other.embedding)
  );
}

/** Each measure relative to its size: some are shares, one is in pixels. */
function sameQuality({ quality: one }: ObservedFace, { quality: other }: ObservedFace): boolean {
  const otherMeasures = new Map(Object.entries(other));
  const measures = Object.entries(one);
  return (
    measures.length === otherMeasures.size &&
    measures.every(([name, value]: [string, unknown]) => {
      const otherValue: unknown = otherMeasures.get(name);
      if (typeof value !== 'number' || typeof otherValue !== 'number') return value === otherValue;
      return Math.abs(value - otherValue) <= MAX_QUALITY_CHANGE * Math.max(1, Math.abs(value));
    })
  );
}

/** Distance relative to length. */
function sameVector(one?: Float32Array, other?: Float32Array): boolean {
  if (one?.length !== other?.length) return false;
  if (!one || !other) return true;
  let changed = 0;
  let length = 0;
  for (const [index, value] of one.entries()) {
    changed += (value - other[index]!) ** 2;
    length += value ** 2;
  }
  return Math.sqrt(changed) <= MAX_VECTOR_CHANGE * Math.sqrt(length);
}

function sameWords(one: string[], other: string[]): boolean {
  return one.toSorted().join() === other.toSorted().join();
}

function close(one: number[], other: number[], tolerance: number): boolean {
  return one.length === other.length && one.every((value, index) => Math.abs(value - other[index]!) <= tolerance);
}
