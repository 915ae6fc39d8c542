import type { Suggestion } from '../view/wish.js';

/** `own`: a file that the person chose; `activity`: their own sign-ins. */
export const SOURCE_IDS = ['weather', 'own', 'activity'] as const;
export type SourceId = (typeof SOURCE_IDS)[number];

/** Where rows come from. Every source ends as a CSV, so that all of them are read, checked and shown the same way. */
export interface DataSource {
  id: SourceId;
  /** As the downloads are named. */
  name: string;
  /** @throws whatever keeps the rows away; the page offers to try again */
  load: (signal: AbortSignal) => Promise<Blob>;
  suggestion: Suggestion;
}

export const ownCsv = (file: File): DataSource => ({
  id: 'own',
  name: file.name.replace(/\.[^.]*$/, ''),
  load: () => Promise.resolve(file),
  suggestion: {},
});
