import i18next, { changeLanguage, use } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { first as firstInEnglish } from './en.js';
import { isLanguage, preferredLanguage, rememberLanguage, type Language } from './languages.js';

type Texts = Record<string, object>;

/** English comes with the bundle: it is there even when nothing else loads. */
const FIRST: Record<Language, () => Promise<Texts>> = {
  en: () => Promise.resolve(firstInEnglish),
  de: async () => (await import('./de.js')).first,
};
const ROOMS: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import('./en-rooms.js')).rooms,
  de: async () => (await import('./de-rooms.js')).rooms,
};

/** Whether a page beyond the first was opened. */
let roomsWanted = false;

function add(language: Language, texts: Texts): void {
  for (const [namespace, resources] of Object.entries(texts)) {
    i18next.addResourceBundle(language, namespace, resources);
  }
}

export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : 'en');

async function speak(language: Language): Promise<void> {
  const texts = await Promise.all([FIRST[language](), ...(roomsWanted ? [ROOMS[language]()] : [])]);
  for (const some of texts) add(language, some);
  await changeLanguage(language);
  document.documentElement.lang = language;
}

/** The one place that knows languages. Resolves when the first page can be shown in the person's language. */
export async function startI18n(): Promise<void> {
  void use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: firstInEnglish },
    defaultNS: 'common',
    // React escapes by itself.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  // Without a connection for the other language, English is better than nothing.
  await speak(preferredLanguage()).catch(() => undefined);
}

/** The person's choice, kept in this browser. Rejects when its texts do not load. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  rememberLanguage(language);
}

/** The texts of all pages but the first. Each of these waits for them, so that none shows without. */
export async function loadRoomTexts(): Promise<void> {
  roomsWanted = true;
  const language = currentLanguage();
  add(language, await ROOMS[language]());
}
