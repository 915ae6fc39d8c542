import unhomoglyph from 'unhomoglyph';

/**
 * What a name looks like: names of one skeleton are confusable (UTS #39 §4, by the data of Unicode 13). Small letters at the
 * end, because log-in does not tell `Bob` from `bob`, so that `B0B` is like both. Stored: another version of the
 * data needs a migration.
 */
export function skeletonOf(name: string): string {
  const shape = unhomoglyph(name.trim().normalize('NFKC').normalize('NFD'));
  return shape.normalize('NFKC').toLowerCase().normalize('NFD');
}
