import { createContext, use } from 'react';
import type { Query } from '../analysis/analyse.js';
import type { ChartTheme } from '../charts/palette.js';
import type { Formats } from '../view/use-formats.js';

/** What every chart of the board needs to speak of its figures. */
export interface BoardWords {
  formats: Formats;
  theme: ChartTheme;
  columnTitle: (name: string) => string;
  /** The question that the figures answer. */
  query: Query;
  /** In words: "Average, Highest temperature". */
  what: string;
  /** For downloads. */
  fileName: (chart: string) => string;
}

const Context = createContext<BoardWords | null>(null);

export const BoardWordsProvider = Context.Provider;

export function useBoardWords(): BoardWords {
  const words = use(Context);
  if (!words) throw new Error('a chart outside a board');
  return words;
}
