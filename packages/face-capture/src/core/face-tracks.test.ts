import { describe, expect, test } from 'vitest';
import { NO_TRACKS, overlap, shownFaces, STALE_MS, withAnswer, type FaceTracks } from './face-tracks.js';
import type { SeenFace } from './seen-face.js';

const at = (x: number, fields: Partial<SeenFace> = {}): SeenFace => ({
  box: { x, y: 0.2, width: 0.2, height: 0.2 },
  identity: 'unknown',
  name: null,
  points: [],
  ...fields,
});

/** Answers that come every 100 ms from 1000 on. */
const follow = (...answers: SeenFace[][]): FaceTracks =>
  answers.reduce((tracks, faces, index) => withAnswer(tracks, faces, 1000 + index * 100), NO_TRACKS);

const shown = (tracks: FaceTracks, atMs: number) =>
  shownFaces(tracks, atMs).map(({ id, box, opacity }) => ({ id, x: box.x, opacity }));

describe('overlap', () => {
  test.each([
    [0, 1],
    [0.1, 1 / 3],
    [0.15, 1 / 7],
    [0.2, 0],
    [0.5, 0],
  ])('of a face and one %d beside it is %d', (shift, expected) => {
    expect(overlap(at(0).box, at(shift).box)).toBeCloseTo(expected);
  });
});

describe('a face', () => {
  test('appears where it is, softly', () => {
    const tracks = follow([at(0.4)]);
    expect(shown(tracks, 1000)).toEqual([{ id: 1, x: 0.4, opacity: 0 }]);
    expect(shown(tracks, 1075)).toEqual([{ id: 1, x: 0.4, opacity: 0.5 }]);
    expect(shown(tracks, 1150)).toEqual([{ id: 1, x: 0.4, opacity: 1 }]);
  });

  test('moves from where it was shown to where it is, for as long as the answers are apart', () => {
    const tracks = follow([at(0.4)], [at(0.5)]);
    expect(shown(tracks, 1100)[0]?.x).toBeCloseTo(0.4);
    expect(shown(tracks, 1150)[0]?.x).toBeCloseTo(0.4875);
    expect(shown(tracks, 1200)[0]?.x).toBeCloseTo(0.5);
    expect(shown(tracks, 1900)[0]?.x).toBeCloseTo(0.5);
  });

  test('never jumps: an answer in the middle of a way goes on from there', () => {
    const under = follow([at(0.4)], [at(0.5)]);
    const before = shown(under, 1150)[0]?.x;
    const after = withAnswer(under, [at(0.45)], 1150);
    expect(shown(after, 1150)[0]?.x).toBeCloseTo(before ?? 0);
    expect(shown(after, 1400)[0]?.x).toBeCloseTo(0.45);
  });

  test('has its latest name', () => {
    const tracks = follow([at(0.4)], [at(0.4, { identity: 'known', name: 'ben' })]);
    expect(shownFaces(tracks, 1200)).toMatchObject([{ id: 1, identity: 'known', name: 'ben' }]);
  });

  test('that one answer lacks stays', () => {
    const tracks = follow([at(0.4)], [], [at(0.42)]);
    expect(shown(tracks, 1300)).toEqual([{ id: 1, x: 0.42, opacity: 1 }]);
  });

  test('that two answers lack disappears softly', () => {
    const tracks = follow([at(0.4)], [], []);
    expect(shown(tracks, 1200)).toEqual([{ id: 1, x: 0.4, opacity: 1 }]);
    expect(shown(tracks, 1300)[0]?.opacity).toBeCloseTo(0.5);
    expect(shown(tracks, 1400)).toEqual([]);
    expect(withAnswer(tracks, [], 1400).tracks).toEqual([]);
  });

  test('that comes back after it was given up is another one', () => {
    expect(shown(follow([at(0.4)], [], [], [at(0.4)]), 1300).map(({ id }) => id)).toEqual([1, 2]);
  });

  test('disappears at the first slow answer without it', () => {
    const tracks = withAnswer(follow([at(0.4)]), [], 2000);
    expect(shown(tracks, 2100)[0]?.opacity).toBeCloseTo(0.5);
    expect(shown(tracks, 2200)).toEqual([]);
  });

  test('disappears when no answers come any more', () => {
    const tracks = follow([at(0.4)]);
    expect(shown(tracks, 1000 + STALE_MS)[0]?.opacity).toBe(1);
    expect(shown(tracks, 1300 + STALE_MS)).toEqual([]);
  });

  test('is where it was last seen, or nowhere, for who asked for less motion', () => {
    const tracks = follow([at(0.4)], [at(0.5)], [], []);
    const still = (atMs: number) => shownFaces(tracks, atMs, true).map(({ box, opacity }) => [box.x, opacity]);
    expect(still(1110)).toEqual([[0.5, 1]]);
    expect(still(1299)).toEqual([[0.5, 1]]);
    expect(still(1300)).toEqual([]);
  });

  test('far from the one before is another one', () => {
    expect(shown(follow([at(0.1)], [at(0.7)]), 1100).map(({ id, x }) => [id, x])).toEqual([
      [1, 0.1],
      [2, 0.7],
    ]);
  });
});

describe('several faces', () => {
  test('keep who they are when their order changes', () => {
    const tracks = follow([at(0.1, { name: 'a' }), at(0.6, { name: 'b' })], [at(0.62, { name: 'b' }), at(0.12)]);
    expect(shownFaces(tracks, 1400).map(({ id, box }) => [id, box.x])).toEqual([
      [1, 0.12],
      [2, 0.62],
    ]);
  });

  test('that could be the same go on as the one with which there is most in common', () => {
    const tracks = follow([at(0.1), at(0.25)], [at(0.2)]);
    expect(shownFaces(tracks, 1400).map(({ id, box }) => [id, box.x])).toEqual([
      [1, 0.1],
      [2, 0.2],
    ]);
  });

  test('of which one leaves: the other stays', () => {
    expect(shown(follow([at(0.1), at(0.6)], [at(0.6)], [at(0.6)]), 1500).map(({ id }) => id)).toEqual([2]);
  });
});
