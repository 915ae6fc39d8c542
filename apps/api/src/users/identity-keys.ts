/**
 * The form in which names are compared: compatibility-composed and lower-cased, so that `Ana`, `ana` and full-width
 * `ａｎａ` are one. Composed again at the end, because lower-casing can decompose (Unicode §3.13, toNFKC_Casefold).
 */
export function identityKey(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase().normalize('NFKC');
}

/** PostgreSQL text holds no NUL, so that no account has a name with one. */
export function canBeIdentity(name: string): boolean {
  return !name.includes('\0');
}
