import { type RefObject, useEffect, useRef } from 'react';

/** Lists above may still load, and not every browser holds a page in its place meanwhile. */
const SETTLES_WITHIN_MS = 3000;
const OWN_WAYS = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const;

/** The place that `#anchor` leads to, also when it came after the address. Lets go once the person scrolls. */
export function useAnchor(anchor: string | undefined): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!anchor || window.location.hash !== `#${anchor}`) return undefined;
    const growth = new ResizeObserver(() => place.current?.scrollIntoView());
    const letGo = (): void => growth.disconnect();
    growth.observe(document.body);
    const timer = setTimeout(letGo, SETTLES_WITHIN_MS);
    for (const way of OWN_WAYS) window.addEventListener(way, letGo, { once: true, passive: true });
    return () => {
      letGo();
      clearTimeout(timer);
      for (const way of OWN_WAYS) window.removeEventListener(way, letGo);
    };
  }, [anchor]);
  return place;
}
