import type { first } from './en.js';
import type { rooms } from './en-rooms.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof first & typeof rooms;
  }
}
