import type { FrameFacts } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import { PlayedFilm, RepeatingVisitor, ShufflingVisitor, SwappedVisitor } from './attackers.js';
import type { Told, Visitor } from '../session.js';

const frame = (sha256: string): FrameFacts => ({ width: 4, height: 3, sha256, faces: 0 });
const FILM = ['a', 'b', 'c', 'd'].map((name, i) => ({ atMs: i * 100, facts: frame(name) }));

const shownBy = (visitor: Visitor, times: readonly number[], told?: Told): string =>
  times
    .map((atMs) => visitor.show(atMs, told))
    .map((shown) => (typeof shown === 'string' ? '-' : shown.sha256))
    .join('');

const every = (stepMs: number, count: number): number[] => Array.from({ length: count }, (_, i) => i * stepMs);

describe('a film', () => {
  it('plays over and over from its start', () => {
    expect(shownBy(new PlayedFilm(FILM, 200), every(100, 4))).toBe('cdab');
  });

  it('has no new frame when it is asked sooner', () => {
    expect(shownBy(new PlayedFilm(FILM, 0), every(50, 5))).toBe('a-b-c');
  });

  it('plays half as fast', () => {
    expect(shownBy(new PlayedFilm(FILM, 0, 0.5), every(100, 5))).toBe('a-b-c');
  });
});

describe('what is done to frames', () => {
  it('repeats each', () => {
    expect(shownBy(new RepeatingVisitor(new PlayedFilm(FILM, 0), 2), [0, 50, 100, 150])).toBe('aabb');
  });

  it('puts them into another order, none twice', () => {
    const shown = shownBy(new ShufflingVisitor(new PlayedFilm(FILM, 0), 2, () => 0.9), every(100, 4));
    expect(shown).toBe('-bcd');
  });

  it('swaps people at a step', () => {
    const visitor = new SwappedVisitor(new PlayedFilm(FILM, 0), new PlayedFilm(FILM, 300), 1);
    expect(shownBy(visitor, [0], { index: 0, action: 'blink', atMs: 0 })).toBe('a');
    expect(shownBy(visitor, [0], { index: 1, action: 'blink', atMs: 0 })).toBe('d');
  });
});
