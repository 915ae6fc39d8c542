import { domainToASCII, domainToUnicode } from 'node:url';

/**
 * The form in which names and e-mail addresses are compared. `Ana`, `ana` and full-width `ａｎａ` are one, and so are
 * `ana@bücher.example` and `ana@xn--bcher-kva.example`: browsers turn the first into the second in an e-mail field.
 */
export function identityKey(name: string): string {
  const key = caseless(name);
  const at = key.lastIndexOf('@');
  return at === -1 ? key : `${key.slice(0, at)}@${asciiDomain(key.slice(at + 1))}`;
}

/**
 * All keys that the account of a name can have. Of two accounts that were made with both forms of one address before the forms
 * were one, the younger kept the key with letters.
 * @returns the most fitting first: what is typed like the key itself
 */
export function identityKeys(name: string): string[] {
  const typed = caseless(name);
  const key = identityKey(name);
  return [...new Set([...(isWrittenOut(typed) ? [typed] : []), key, identityKeyWithLetters(name)])];
}

/** As {@link identityKey}, with an international domain in its letters: the key of releases before the forms were one. */
export function identityKeyWithLetters(name: string): string {
  return withLetters(identityKey(name));
}

/** Whether two addresses differ in nothing but the form of their domain. */
export function isSameAddress(one: string, other: string): boolean {
  return withLetters(one) === withLetters(other);
}

/** An address with an international domain in its letters, as people write and read it. */
export function withLetters(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (at === -1 || !isInternational(domain)) return address;
  const letters = domainToUnicode(domain);
  // What cannot be had back from its letters is no name that people write.
  return domainToASCII(letters) === asciiDomain(domain) ? `${address.slice(0, at)}@${letters}` : address;
}

/** PostgreSQL text holds no NUL, so that no account has a name with one. */
export function canBeIdentity(name: string): boolean {
  return !name.includes('\0');
}

/**
 * Compatibility-composed and lower-cased. Composed again at the end, because lower-casing can decompose (Unicode §3.13,
 * toNFKC_Casefold).
 */
function caseless(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase().normalize('NFKC');
}

/** By UTS #46, as browsers do. What is no domain stays as it is. */
function asciiDomain(domain: string): string {
  return isInternational(domain) ? domainToASCII(domain) || domain : domain;
}

function isInternational(domain: string): boolean {
  return isWrittenOut(domain) || /(^|\.)xn--/i.test(domain);
}

function isWrittenOut(text: string): boolean {
  return /[^\p{ASCII}]/u.test(text);
}
