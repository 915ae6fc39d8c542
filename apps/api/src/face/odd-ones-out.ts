/**
 * The items that do not belong with the rest. Items are alike directly or through others (a profile is like the
 * half-profile that is like the front); the largest group stays, at a tie the one that comes first.
 */
export function oddOnesOut<T>(items: readonly T[], alike: (one: T, other: T) => boolean): T[] {
  const groups: T[][] = [];
  for (const item of items) {
    const joined = groups.filter((group) => group.some((member) => alike(member, item)));
    const merged = [...joined.flat(), item];
    const at = joined.length > 0 ? groups.indexOf(joined[0]!) : groups.length;
    groups.splice(at, 1, merged);
    for (const absorbed of joined.slice(1)) groups.splice(groups.indexOf(absorbed), 1);
  }
  const largest = groups.reduce((best, group) => (group.length > best.length ? group : best), [] as T[]);
  return items.filter((item) => !largest.includes(item));
}
