import { expect, it } from 'vitest';
import type { Account } from './accounts.js';
import { morphOf, mostAlike } from './morph-pairs.js';

const account = (person: string, ...template: number[]): Account => ({
  person,
  template: Float32Array.from(template),
  photo: { name: person, file: `${person}.jpg` },
});
const [ann, bob, cat] = [account('ann', 1, 0), account('bob', 0, 1), account('cat', 1, 0.5)];

it('each victim is attacked by who is most like them', () => {
  const pairs = [ann, bob].flatMap((attacker) =>
    [ann, bob, cat].filter((victim) => victim !== attacker).map((victim) => ({ attacker, victim })),
  );
  expect(mostAlike(pairs).map(({ attacker, victim }) => [victim.person, attacker.person])).toEqual([
    ['bob', 'ann'],
    ['cat', 'ann'],
    ['ann', 'bob'],
  ]);
});

it('a morph is in the picture of the one or of the other', () => {
  const pair = { attacker: ann, victim: bob };
  expect(morphOf(pair, 'attacker').morphOf).toEqual([ann.photo, bob.photo]);
  expect(morphOf(pair, 'victim').morphOf).toEqual([bob.photo, ann.photo]);
});
