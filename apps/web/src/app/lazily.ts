import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { loadRoomTexts } from '../shared/i18n/i18n.js';

/** A part of the site that comes when it is first shown, with the texts and styles that the first page does without. */
export function lazily<Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const parts = [load(), loadRoomTexts(), import('../shared/config/mantine-rooms.css')] as const;
    try {
      const [component] = await Promise.all(parts);
      return { default: component };
    } catch (error) {
      if (navigator.onLine) throw error;
      return pageAnewOnceOnline(error);
    }
  });
}

/**
 * React keeps what came of a part: without a connection the page stays as it is, as its notice says, and is loaded anew
 * where the person wanted to go. Who is elsewhere by then keeps what they have typed there.
 */
function pageAnewOnceOnline(error: unknown): Promise<never> {
  const wanted = window.location.pathname;
  return new Promise((_wait, reject) => {
    const back = (): void => (window.location.pathname === wanted ? window.location.reload() : reject(error));
    window.addEventListener('online', back, { once: true });
  });
}
