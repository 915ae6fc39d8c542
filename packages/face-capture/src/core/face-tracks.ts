import type { FaceBox } from './face-box.js';
import type { SeenFace } from './seen-face.js';

/** A face over several answers. */
export interface FaceTrack extends SeenFace {
  /** The same for as long as it is followed, and for no other. */
  id: number;
  /** `box` is where it was last seen; this is where it was shown then. */
  from: FaceBox;
  sinceMs: number;
  seenAtMs: number;
  /** Answers without it since then. */
  missed: number;
  /** When it was given up. */
  goneAtMs: number | null;
}

export interface FaceTracks {
  tracks: readonly FaceTrack[];
  nextId: number;
  answeredAtMs: number;
  /** Time of a way from one place to the next. */
  easeMs: number;
}

export interface ShownFace extends SeenFace {
  id: number;
  /** 0…1: it appears and disappears softly. */
  opacity: number;
}

export const NO_TRACKS: FaceTracks = { tracks: [], nextId: 1, answeredAtMs: -Infinity, easeMs: 0 };

/** Less of two boxes in common, as a share of both together, is another face. */
const LEAST_OVERLAP = 0.1;
/** A way takes as long as the answers are apart: then there is always one, and none is behind. */
const EASE_MS = { least: 60, most: 300 };
/** Detectors lose a face for a frame now and then. */
const MISSED_MOST = 2;
const UNSEEN_MOST_MS = 500;
/** Without any answer for so long, what is shown is no longer true. */
export const STALE_MS = 2000;
const APPEAR_MS = 150;
const DISAPPEAR_MS = 200;

const share = (value: number): number => Math.min(1, Math.max(0, value));
const between = (from: number, to: number, done: number): number => from + (to - from) * done;
/** Fast first, then slowly into place. */
const easeOut = (done: number): number => 1 - (1 - done) ** 3;

/** What two boxes have in common, as a share of both together: 0…1. */
export function overlap(a: FaceBox, b: FaceBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  return common / (a.width * a.height + b.width * b.height - common);
}

function boxAt({ from, box, seenAtMs }: FaceTrack, easeMs: number, atMs: number): FaceBox {
  const done = easeMs > 0 ? easeOut(share((atMs - seenAtMs) / easeMs)) : 1;
  return {
    x: between(from.x, box.x, done),
    y: between(from.y, box.y, done),
    width: between(from.width, box.width, done),
    height: between(from.height, box.height, done),
  };
}

/** Which track each face goes on with: those that have most in common first, each track once. */
function partners(tracks: readonly FaceTrack[], faces: readonly SeenFace[]): Map<SeenFace, FaceTrack> {
  const pairs = faces
    .flatMap((face) => tracks.map((track) => ({ face, track, common: overlap(track.box, face.box) })))
    .filter(({ track, common }) => track.goneAtMs === null && common >= LEAST_OVERLAP)
    .toSorted((a, b) => b.common - a.common);
  const partnerOf = new Map<SeenFace, FaceTrack>();
  const taken = new Set<FaceTrack>();
  for (const { face, track } of pairs) {
    if (partnerOf.has(face) || taken.has(track)) continue;
    partnerOf.set(face, track);
    taken.add(track);
  }
  return partnerOf;
}

function without(track: FaceTrack, atMs: number): FaceTrack {
  const missed = track.missed + 1;
  const gone = missed >= MISSED_MOST || atMs - track.seenAtMs > UNSEEN_MOST_MS;
  return { ...track, missed, goneAtMs: track.goneAtMs ?? (gone ? atMs : null) };
}

/** Follows the faces of one answer. */
export function withAnswer(state: FaceTracks, faces: readonly SeenFace[], atMs: number): FaceTracks {
  const partnerOf = partners(state.tracks, faces);
  const followed = new Set(partnerOf.values());
  let { nextId } = state;
  const seen = faces.map((face): FaceTrack => {
    const track = partnerOf.get(face);
    const now = { ...face, seenAtMs: atMs, missed: 0, goneAtMs: null };
    if (track) return { ...now, id: track.id, sinceMs: track.sinceMs, from: boxAt(track, state.easeMs, atMs) };
    nextId += 1;
    return { ...now, id: nextId - 1, sinceMs: atMs, from: face.box };
  });
  const unseen = state.tracks
    .filter((track) => !followed.has(track))
    .map((track) => without(track, atMs))
    .filter(({ goneAtMs }) => goneAtMs === null || atMs - goneAtMs < DISAPPEAR_MS);
  const easeMs = Math.min(EASE_MS.most, Math.max(EASE_MS.least, atMs - state.answeredAtMs));
  return { tracks: [...seen, ...unseen].toSorted((a, b) => a.id - b.id), nextId, answeredAtMs: atMs, easeMs };
}

/** Nobody, once there was no answer for so long that all have disappeared. */
export const withoutStale = (state: FaceTracks, atMs: number): FaceTracks =>
  state.tracks.length > 0 && atMs >= state.answeredAtMs + STALE_MS + DISAPPEAR_MS ? NO_TRACKS : state;

/**
 * Where each face is at a moment, in the order in which they came.
 *
 * @param still for people who asked for less motion: faces are where they were last seen, or not at all.
 */
export function shownFaces({ tracks, answeredAtMs, easeMs }: FaceTracks, atMs: number, still = false): ShownFace[] {
  return tracks.flatMap((track) => {
    const goneAtMs = Math.min(track.goneAtMs ?? Infinity, answeredAtMs + STALE_MS);
    const { id, identity, name, points } = track;
    const face = { id, identity, name, points };
    if (still) return atMs < goneAtMs ? [{ ...face, opacity: 1, box: track.box }] : [];
    const opacity = share((atMs - track.sinceMs) / APPEAR_MS) * share(1 - (atMs - goneAtMs) / DISAPPEAR_MS);
    return atMs < goneAtMs + DISAPPEAR_MS ? [{ ...face, opacity, box: boxAt(track, easeMs, atMs) }] : [];
  });
}
