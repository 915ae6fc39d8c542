import { useCallback, useEffect, useRef, useState } from 'react';

/** Whether two views show the same: equal field by field. */
function sameView<V extends object>(a: V, b: V): boolean {
  const keys = Object.keys(a) as (keyof V)[];
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}

/**
 * A pure reducer fed at the pace of the camera. Draws only when `view` of its state changes; `reducer` and `view`
 * must be the same functions at every call.
 */
export function useMachine<S, E, V extends object>(
  reducer: (state: S, event: E) => S,
  start: () => S,
  view: (state: S) => V,
): [V, (event: E) => void] {
  const [initial] = useState(start);
  const state = useRef(initial);
  const [shown, setShown] = useState<V>(() => view(initial));
  const dispatch = useCallback(
    (event: E) => {
      const next = reducer(state.current, event);
      if (next === state.current) return;
      state.current = next;
      const drawn = view(next);
      setShown((before) => (sameView(before, drawn) ? before : drawn));
    },
    [reducer, view],
  );
  return [shown, dispatch];
}

const TICK_MS = 250;

/** Lets deadlines pass when no other event comes. */
export function useTicks(dispatch: (event: { type: 'tick'; atMs: number }) => void, active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const timer = setInterval(() => dispatch({ type: 'tick', atMs: performance.now() }), TICK_MS);
    return () => clearInterval(timer);
  }, [dispatch, active]);
}
