import { type RefObject, useEffect, useRef } from 'react';

/** What had the focus goes when `value` changes: the focus goes to the `data-autofocus` of what came in its place. */
export function useAutofocusOnChange<Place extends HTMLElement>(value: unknown): RefObject<Place | null> {
  const place = useRef<Place>(null);
  const shown = useRef(value);
  useEffect(() => {
    if (shown.current !== value) place.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    shown.current = value;
  }, [value]);
  return place;
}
