import { describe, expect, it } from 'vitest';
import { endsOf, errorRate } from './error-rates.js';
import type { PlayedSession } from './sessions/played.js';

const session = (person: string, end: string): PlayedSession => ({
  suite: 'honest',
  kind: 'people who obey',
  bonaFide: true,
  people: [person],
  steps: 2,
  condition: '',
  end,
  detail: '',
  durationMs: 0,
  told: 0,
});
const times = (count: number, person: string, end: string): PlayedSession[] =>
  Array.from({ length: count }, () => session(person, end));

describe('error rates', () => {
  const played = [
    ...times(18, 'ann', 'live'),
    ...times(10, 'bob', 'live'),
    ...times(10, 'bob', 'JUMP'),
    session('ann', 'end'),
  ];

  it('count refused people, or attacks that end live, and leave out what proves nothing', () => {
    expect(errorRate(played, true)).toMatchObject({ sessions: 38, errors: 10, people: 2 });
    expect(errorRate(played, false)).toMatchObject({ sessions: 38, errors: 28 });
  });

  it('have bounds as wide as people differ, when that is wider', () => {
    const [low, high] = errorRate(played, true).bounds95;
    expect(low).toBe(0);
    expect(high).toBe(0.5);
  });

  it('are unknown without a session', () => {
    expect(errorRate([session('ann', 'end')], true)).toMatchObject({ sessions: 0, rate: 0, bounds95: [0, 1] });
  });

  it('tell ends by how often they came', () => {
    expect(Object.entries(endsOf(played))).toEqual([
      ['live', 28],
      ['JUMP', 10],
      ['end', 1],
    ]);
  });
});
