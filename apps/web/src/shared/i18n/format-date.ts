import i18next from 'i18next';

/** The person's own variety of the page's language: British and American days are written differently. */
export function locale(): string {
  const { language } = i18next;
  return navigator.languages.find((own) => own === language || own.startsWith(`${language}-`)) ?? language;
}

/** An ISO 8601 moment as a day in the page's language. */
export function formatDate(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(new Date(iso));
}
