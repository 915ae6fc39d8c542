import type { ConfigKey } from './config-key.js';
import { CONFIG_SCHEMA } from './config-schema.js';

const HEAD = `# Settings of Facegate. Made from apps/api/src/config/config-schema.ts: change them there.
# Copy this file to .env and set what differs. What stays commented out keeps its default.
`;

/** The text of `.env.example`. */
export function envExample(): string {
  const blocks = Object.values<ConfigKey<unknown>>(CONFIG_SCHEMA).map((key) =>
    [`# ${key.title} (${key.unit}).`, `# ${key.advice}`, `#${key.env}=${key.default}`].join('\n'),
  );
  return `${HEAD}\n${blocks.join('\n\n')}\n`;
}
