/**
 * `npm run audit`: holds every locked package against the registry's known advisories. Ends with 0 when there is none that
 * is not written down in audit-exceptions.json, 1 when there is, and 2 when the registry's advisory service did not
 * answer: then NOTHING was checked. `npm_config_registry` or FACEGATE_AUDIT_REGISTRY names the registry to ask.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, knownAdvisories, lockedPackages, NotChecked } from './lib/advisories.mjs';
import { ROOT, say } from './lib/shell.mjs';

const FOUND = 1;
const NOT_CHECKED = 2;
const registry =
  process.env.FACEGATE_AUDIT_REGISTRY ?? process.env.npm_config_registry ?? 'https://registry.npmjs.org/';

function shown({ name, id, severity, title, versions, url }) {
  return `  ${severity.toUpperCase()} ${name} ${versions}: ${title} (${id}, ${url})`;
}

async function audit() {
  const packages = lockedPackages(readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8'));
  const exceptions = JSON.parse(readFileSync(join(ROOT, 'audit-exceptions.json'), 'utf8'));
  const advisories = await knownAdvisories(registry, packages);
  const { open, accepted, faults } = judge(advisories, exceptions, new Date().toISOString().slice(0, 10));
  for (const advisory of accepted) say(`Written down, not mended:\n${shown(advisory)}`);
  for (const advisory of open) say(`KNOWN ADVISORY:\n${shown(advisory)}`);
  for (const fault of faults) say(`audit-exceptions.json: ${fault}`);
  say(
    `${packages.size} packages checked against ${registry}: ${open.length} open, ${accepted.length} written down, ${faults.length} faults of exceptions`,
  );
  return open.length + faults.length > 0 ? FOUND : 0;
}

try {
  process.exitCode = await audit();
} catch (error) {
  if (!(error instanceof NotChecked)) throw error;
  const rule = '!'.repeat(80);
  say(`${rule}\nNOT CHECKED. The registry's advisory service did not answer, so nothing is known of any package.`);
  say(`${error.message}\nRun this again where the service can be reached. This is no pass.\n${rule}`);
  process.exitCode = NOT_CHECKED;
}
