import { groupBy } from '../group-by.js';

/**
 * Parts of about equal size in which whatever has one key stays together: limits are fitted for each person, and only by the thread that
 * judges them.
 */
export function shareOut<Item>(items: readonly Item[], keyOf: (item: Item) => string, parts: number): Item[][] {
  const groups = groupBy(items, keyOf);
  const shares = Array.from({ length: parts }, (): Item[] => []);
  for (const group of [...groups.values()].toSorted((a, b) => b.length - a.length)) {
    shares.reduce((least, share) => (share.length < least.length ? share : least)).push(...group);
  }
  return shares;
}
