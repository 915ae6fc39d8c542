import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type SourceId, SOURCE_IDS } from '../sources/source.js';
import { readWish, type Wish, writeWish } from './wish.js';

const SOURCE = 'data';

interface WishInAddress {
  source: SourceId;
  wish: Wish;
  /** Every change is an entry of the browser's history. */
  changeWish: (change: Partial<Wish>) => void;
  changeSource: (source: SourceId) => void;
}

/** What the person chose, kept in the address. */
export function useWish(): WishInAddress {
  const [params, setParams] = useSearchParams();
  const named = params.get(SOURCE);
  const source = SOURCE_IDS.find((id) => id === named) ?? 'weather';
  const wish = useMemo(() => readWish(params), [params]);

  const changeSource = useCallback(
    (next: SourceId) => setParams(next === 'weather' ? {} : { [SOURCE]: next }, { preventScrollReset: true }),
    [setParams],
  );
  const changeWish = useCallback(
    (change: Partial<Wish>) =>
      setParams(
        (current) => {
          const next = writeWish({ ...readWish(current), ...change });
          const id = current.get(SOURCE);
          if (id) next.set(SOURCE, id);
          return next;
        },
        { preventScrollReset: true },
      ),
    [setParams],
  );
  return { source, wish, changeWish, changeSource };
}
