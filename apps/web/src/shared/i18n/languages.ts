/** Each by its own name. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = 'facegate.language';

export const isLanguage = (code: unknown): code is Language =>
  typeof code === 'string' && Object.hasOwn(LANGUAGES, code);

/** @param wanted language tags (BCP 47), the best first. @returns the first that there are texts for; English without one. */
export function bestLanguage(wanted: readonly string[]): Language {
  return wanted.map((tag) => tag.split('-')[0]).find((code) => isLanguage(code)) ?? 'en';
}

/** What the person chose here before, or what the browser asks for. */
export function preferredLanguage(): Language {
  try {
    const chosen = localStorage.getItem(KEY);
    if (isLanguage(chosen)) return chosen;
  } catch {
    // A browser that keeps nothing.
  }
  return bestLanguage(navigator.languages);
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // It lasts until the page is closed.
  }
}
