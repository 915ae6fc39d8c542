/**
 * Install and build, each only when something it depends on has changed, so that a second
 * `npm start` or `npm test` begins in seconds. Node's own modules only: nothing is installed yet.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { ROOT, must, run, runNode, say, step } from './shell.mjs';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const WORKSPACE_FOLDERS = ['apps', 'packages'];
const SINGLE_PACKAGES = ['e2e', 'bench', 'eval'];
const NOT_SOURCE = new Set(['node_modules', 'dist', '.cache', 'test', 'results']);

/** Refuses a Node that the product does not run on, before anything obscure fails. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (!supported) {
    say(`Facegate needs Node ${manifest.engines.node}; this is ${process.version}. See https://nodejs.org/en/download`);
    process.exit(1);
  }
}

function packageFolders() {
  const nested = WORKSPACE_FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(folder, name)),
  );
  return [...nested, ...SINGLE_PACKAGES].filter((folder) => existsSync(join(ROOT, folder, 'package.json')));
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (NOT_SOURCE.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile() && !entry.name.endsWith('.tsbuildinfo')) yield path;
  }
}

function digestOf(files) {
  const hash = createHash('sha256');
  hash.update(`${process.platform} ${process.arch} ${process.versions.modules}\0`);
  for (const file of files.toSorted()) {
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Runs `work` unless its stamp says that it ran on exactly this input and what it makes is there. */
async function unlessStamped({ title, stamp, files, makes, work }) {
  const digest = digestOf(files);
  const upToDate =
    existsSync(stamp) && readFileSync(stamp, 'utf8') === digest && makes.every((path) => existsSync(path));
  if (upToDate) return say(`▸ ${title}: up to date`);
  await step(title, work);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, digest);
}

/** pnpm at the version that package.json pins, brought by npm; nothing is installed globally. */
function pnpm(args) {
  const npmCli = process.env.npm_execpath;
  const npmArgs = ['exec', '--yes', '--', manifest.packageManager, ...args];
  return npmCli?.endsWith('npm-cli.js')
    ? runNode(npmCli, npmArgs)
    : run('npm', npmArgs, { shell: process.platform === 'win32' });
}

export function install() {
  const manifests = packageFolders().map((folder) => join(ROOT, folder, 'package.json'));
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(ROOT, name));
  return unlessStamped({
    title: 'Install',
    stamp: join(ROOT, 'node_modules', '.facegate-installed'),
    files: [...files, ...manifests],
    makes: [...packageFolders().map((folder) => join(ROOT, folder)), join(ROOT, 'node_modules')],
    work: () => must(pnpm(['install', '--frozen-lockfile']), 'Install'),
  });
}

export function build() {
  const compiled = [...WORKSPACE_FOLDERS, 'eval'];
  const sources = compiled.flatMap((folder) => [...filesBelow(join(ROOT, folder))]);
  const config = ['tsconfig.json', 'tsconfig.base.json', 'pnpm-lock.yaml'].map((name) => join(ROOT, name));
  return unlessStamped({
    title: 'Build',
    stamp: join(ROOT, '.cache', 'built'),
    files: [...sources, ...config],
    makes: ['apps/api/dist/main.js', 'apps/web/dist/index.html', 'packages/face-engine/dist/models/sface.onnx'].map(
      (path) => join(ROOT, path),
    ),
    work: async () => {
      await must(runNode(join(ROOT, 'node_modules/typescript/bin/tsc'), ['-b']), 'Compiling TypeScript');
      await must(runNode(join(ROOT, 'packages/face-engine/dist/model-build/main.js')), 'Translating the models');
      const web = join(ROOT, 'apps/web');
      await must(runNode(join(web, 'node_modules/vite/bin/vite.js'), ['build'], { cwd: web }), 'Building the pages');
    },
  });
}
