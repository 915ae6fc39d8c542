import type { ConfigKey } from './config-key.js';
import { CONFIG_SCHEMA } from './config-schema.js';

const HEAD = `# Settings of Facegate. Made from apps/api/src/config/config-schema.ts: change them there.
# Copy this file to .env and set what differs. What stays commented out keeps its default.
`;

const keys = (): ConfigKey<unknown>[] => Object.values<ConfigKey<unknown>>(CONFIG_SCHEMA);

/** The text of `.env.example`. */
export function envExample(): string {
  const blocks = keys().map((key) =>
    [`# ${key.title} (${key.unit}).`, `# ${key.advice}`, `#${key.env}=${key.default}`].join('\n'),
  );
  return `${HEAD}\n${blocks.join('\n\n')}\n`;
}

/** The README's table, in Markdown. */
export function settingsTable(): string {
  const rows = keys().map((key) => `| \`${key.env}\` | ${key.title} | ${key.unit} | ${key.default || '–'} |`);
  return ['| setting | what it is | value | default |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
