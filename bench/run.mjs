/**
 * `pnpm bench <what>`: one module a subject; each prints a table and writes bench/results/<what>.json. `http soak` is one, too,
 * and `live <folder>`, which writes under the folder's name.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machine } from './machine.mjs';

const SUBJECTS = {
  engine: () => import('./engine.mjs'),
  http: () => import('./http.mjs'),
  live: () => import('./live.mjs'),
  liveness: () => import('./liveness.mjs'),
  names: () => import('./names.mjs'),
  search: () => import('./search.mjs'),
};

const [subject, ...parameters] = process.argv.slice(2);
const load = SUBJECTS[subject];
if (!load) {
  console.error(`What to measure? One of: ${Object.keys(SUBJECTS).join(', ')}`);
  process.exit(2);
}

const { run } = await load();
const { rows, ...about } = await run(parameters);
console.table(rows);
const folder = fileURLToPath(new URL('results', import.meta.url));
await mkdir(folder, { recursive: true });
await writeFile(
  `${folder}/${[subject, ...parameters.map((one) => basename(one))].join('-')}.json`,
  `${JSON.stringify({ ...machine(), ...about, rows }, null, 2)}\n`,
);
console.log({ ...machine(), ...about });
