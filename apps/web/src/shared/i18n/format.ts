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

/** An ISO 8601 moment as day and minute. */
export function formatMoment(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** A recent day, without its year. */
export function formatDay(day: Date): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short' }).format(day);
}

/** Always with so many digits after the point: figures that change do not jump. */
export function formatNumber(value: number, digits: number): string {
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  );
}

/** As a sentence says it: "you, ben and one unknown person". */
export function formatList(parts: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(parts);
}
