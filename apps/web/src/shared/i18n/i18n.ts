import i18next, { use } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { first } from './en.js';

/** The one place that knows languages. The first texts are in the bundle, so this is done when it returns. */
export function startI18n(): void {
  void use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: first },
    defaultNS: 'common',
    // React escapes by itself.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}

/** The texts of all other pages. Each of these waits for them, so that none shows without. */
export async function loadRoomTexts(): Promise<void> {
  const { rooms } = await import('./en-rooms.js');
  for (const [namespace, texts] of Object.entries(rooms)) i18next.addResourceBundle('en', namespace, texts);
}
