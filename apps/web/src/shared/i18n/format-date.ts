import i18next from 'i18next';

/** An ISO 8601 moment as a day in the page's language. */
export function formatDate(iso: string): string {
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: 'medium' }).format(new Date(iso));
}
