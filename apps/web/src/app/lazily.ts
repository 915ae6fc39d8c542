import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { loadRoomTexts } from '../shared/i18n/i18n.js';

/** A part of the site that comes when it is first shown, with the texts and styles that the first page does without. */
export function lazily<Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const parts = [load(), loadRoomTexts(), import('../shared/config/mantine-rooms.css')] as const;
    const [component] = await Promise.all(parts);
    return { default: component };
  });
}
