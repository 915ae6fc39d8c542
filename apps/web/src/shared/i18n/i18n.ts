import { use } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.js';

/** The one place that knows languages. Resources are in the bundle, so this is done when it returns. */
export function startI18n(): void {
  void use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en },
    defaultNS: 'common',
    // React escapes by itself.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}
