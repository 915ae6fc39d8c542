/**
 * `npm test`: install, build, then every check and every test. Goes on after a failure, so that one run tells
 * all, and closes with one line `N passed, N failed` (`, N skipped`).
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOrFetchBrowser } from './lib/browser.mjs';
import { ROOT, runNode, say, step } from './lib/shell.mjs';
import { build, install, requireNode } from './lib/workspace.mjs';

requireNode();
await install();
await build();

const reports = join(ROOT, '.cache', 'reports');
mkdirSync(reports, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const reluctant = [];

function add(title, { passed, failed, skipped, atSecondTry = 0 }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (failed > 0) failures.push(`${title}: ${failed} failed`);
  if (atSecondTry > 0) reluctant.push(`${title}: ${atSecondTry} of those that passed did so at the second try only`);
}

/** One check by a tool: it passes or fails as a whole. */
async function check(title, tool, args) {
  const code = await step(title, () => runNode(join(ROOT, 'node_modules', tool), args));
  add(title, code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 });
}

/** One test runner: its own report is counted. A runner that ends badly without a failed test has failed itself. */
async function tests(title, { tool, args, env, report, count }) {
  const file = join(reports, report);
  rmSync(file, { force: true });
  const code = await step(title, () => runNode(join(ROOT, 'node_modules', tool), args(file), { env: env?.(file) }));
  const counted = existsSync(file)
    ? count(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  const ranNothing = counted.passed + counted.failed === 0;
  if (counted.failed === 0 && (code !== 0 || ranNothing)) counted.failed = 1;
  add(title, counted);
}

function vitest(title, project) {
  return tests(title, {
    tool: 'vitest/vitest.mjs',
    args: (file) => ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    report: `${project}.json`,
    count: (json) => ({
      passed: json.numPassedTests,
      failed: json.numFailedTests,
      skipped: json.numPendingTests + json.numTodoTests,
    }),
  });
}

async function browserTests() {
  const browser = await findOrFetchBrowser();
  if (!browser) {
    say('No Chromium was found and none could be fetched. Install one, or name it in CHROMIUM_PATH.');
    add('Browser tests', { passed: 0, failed: 1, skipped: 0 });
    return;
  }
  say(`  Browser: ${browser}`);
  await tests('Browser tests', {
    tool: '@playwright/test/cli.js',
    // Chromium hung once in the middle of a page that had been tested a hundred times. What fails twice is a fault.
    args: () => ['test', '--reporter=list,json', '--retries=1'],
    env: (file) => ({ CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
    report: 'browser.json',
    count: ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      atSecondTry: stats.flaky,
    }),
  });
}

await check('Types of the tests', 'typescript/bin/tsc', ['-p', 'tsconfig.tests.json']);
await check('Lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']);
await check('Format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']);
await check('Import boundaries', 'dependency-cruiser/bin/dependency-cruise.mjs', [
  '--config=.dependency-cruiser.cjs',
  'apps/api/src',
  'apps/api/test',
  'apps/web/src',
  'packages',
  'e2e',
  'bench',
  'eval',
]);
await check('Dead code', 'knip/bin/knip.js', []);
await vitest('Unit tests', 'unit');
await vitest('Integration tests', 'integration');
await browserTests();

say('');
for (const told of reluctant) say(`! ${told}`);
for (const failure of failures) say(`✗ ${failure}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
say(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 ? 1 : 0);
