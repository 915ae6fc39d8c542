/**
 * The items that do not belong with the rest: those outside of the largest group in which every item is alike to every other
 * one (complete linkage). Among groups of one size the one with the earlier items stays.
 * Time grows with 2^n: for the pictures of one request.
 */
export function oddOnesOut<T>(items: readonly T[], alike: (one: T, other: T) => boolean): T[] {
  const group = new Set(largestGroup(items, alike));
  return items.filter((item) => !group.has(item));
}

function largestGroup<T>(items: readonly T[], alike: (one: T, other: T) => boolean): T[] {
  if (items.length === 0) return [];
  const [first, ...rest] = items as [T, ...T[]];
  const others = rest.filter((item) => alike(first, item));
  const withFirst = [first, ...largestGroup(others, alike)];
  if (withFirst.length >= rest.length) return withFirst;
  const without = largestGroup(rest, alike);
  return without.length > withFirst.length ? without : withFirst;
}
