import { expect, it } from 'vitest';
import { shareOut } from './share-out.js';

it('shares are about equal, and nobody is in two', () => {
  const items = ['a', 'a', 'a', 'b', 'b', 'c', 'c', 'd'];
  const shares = shareOut(items, (item) => item, 2);
  expect(shares.map((share) => share.toSorted().join(''))).toEqual(['aaad', 'bbcc']);
  expect(shareOut(['a'], (item) => item, 2)).toEqual([['a'], []]);
});
