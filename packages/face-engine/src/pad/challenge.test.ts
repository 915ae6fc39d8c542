import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { challengesOf, drawChallenge, LENGTH_WEIGHTS, LIVENESS_ACTIONS, type LivenessAction } from './challenge.js';

const random = (below: number): number => randomInt(below);
const isTurn = (action: LivenessAction): boolean => action.startsWith('turn');
const draws = (count: number, without: LivenessAction[] = []): (readonly LivenessAction[])[] =>
  Array.from({ length: count }, () => drawChallenge(random, { without: new Set(without) }));

describe('a challenge', () => {
  it('has two to four steps, one blink, a turn, and no motion twice in a row', () => {
    for (const challenge of draws(300)) {
      expect([2, 3, 4]).toContain(challenge.length);
      expect(challenge.filter((action) => action === 'blink')).toHaveLength(1);
      expect(challenge.some(isTurn)).toBe(true);
      const motions = challenge.filter((action) => action !== 'blink');
      expect(motions.every((action, i) => action !== motions[i - 1])).toBe(true);
    }
  });

  it('comes in every length and with every action first', () => {
    const all = draws(600);
    expect(new Set(all.map(({ length }) => length))).toEqual(new Set([2, 3, 4]));
    expect(new Set(all.map(([first]) => first))).toEqual(new Set(LIVENESS_ACTIONS));
  });

  it('is no likelier than one in 32', () => {
    const weights = Object.values(LENGTH_WEIGHTS);
    const total = weights.reduce((sum, weight) => sum + weight);
    for (const [length, weight] of Object.entries(LENGTH_WEIGHTS)) {
      expect(weight / total / challengesOf(Number(length)).length).toBeLessThanOrEqual(1 / 32);
    }
    expect([2, 3, 4].map((length) => challengesOf(length).length)).toEqual([4, 30, 136]);
  });

  it('takes its numbers from the generator alone', () => {
    const asked: number[] = [];
    const first = drawChallenge((below) => (asked.push(below), 0));
    expect(asked).toEqual([8, 4]);
    expect(first).toEqual(challengesOf(2)[0]);
    expect(drawChallenge((below) => below - 1)).toEqual(challengesOf(4).at(-1));
  });

  it('leaves out what a person cannot do', () => {
    for (const challenge of draws(100, ['turn-left', 'look-down'])) {
      expect(challenge).not.toContain('turn-left');
      expect(challenge).not.toContain('look-down');
      expect(challenge).toContain('turn-right');
      expect(challenge).toContain('blink');
    }
  });

  it('has two motions or more when the person cannot blink', () => {
    for (const challenge of draws(100, ['blink'])) {
      expect(challenge.length).toBeGreaterThanOrEqual(2);
      expect(challenge).not.toContain('blink');
      expect(challenge.some(isTurn)).toBe(true);
    }
  });

  it('has a look up or down when the person cannot turn', () => {
    for (const challenge of draws(100, ['turn-left', 'turn-right'])) {
      expect(challenge.some((action) => action.startsWith('look'))).toBe(true);
      expect(challenge).toContain('blink');
    }
  });

  it.each([[['turn-left', 'turn-right', 'look-up', 'look-down']], [['blink', 'turn-left', 'look-up', 'look-down']]])(
    'is none without %j',
    (without) => {
      expect(() => draws(1, without as LivenessAction[])).toThrow(RangeError);
    },
  );
});
