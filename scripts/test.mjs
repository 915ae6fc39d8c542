/**
 * `npm test`: install, build, then every check and every test. Goes on after a failure, so that one run tells
 * all, and closes with what failed, test by test, and one line `N passed, N failed` (`, N skipped`).
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOrFetchBrowser } from './lib/browser.mjs';
import { ROOT, runNode, say, step } from './lib/shell.mjs';
import { fromPlaywright, NOTHING_RAN } from './lib/test-reports.mjs';
import { build, install, requireNode } from './lib/workspace.mjs';

requireNode();
await install();
await build();

const VITEST_REPORT = join(ROOT, 'scripts/lib/vitest-report.mjs');
const reports = join(ROOT, '.cache', 'reports');
mkdirSync(reports, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const closing = [];

function add(title, { passed, skipped, failures, atSecondTry }) {
  total.passed += passed;
  total.failed += failures.length;
  total.skipped += skipped;
  for (const test of atSecondTry) closing.push(`! ${title}: passed at the second try only: ${test}`);
  for (const failure of failures) closing.push(`✗ ${title}: ${failure}`);
}

/** One check by a tool: it passes or fails as a whole. */
async function check(title, tool, args) {
  const code = await step(title, () => runNode(join(ROOT, 'node_modules', tool), args));
  add(title, code === 0 ? { ...NOTHING_RAN, passed: 1 } : { ...NOTHING_RAN, failures: ['see above'] });
}

/** One test runner: its own report is counted. A runner that ends badly without a failed test has failed itself. */
async function tests(title, { tool, args, env, report, read }) {
  const file = join(reports, report);
  rmSync(file, { force: true });
  const code = await step(title, () => runNode(join(ROOT, 'node_modules', tool), args, { env: env(file) }));
  const told = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : NOTHING_RAN;
  const fine = code === 0 && told.passed > 0;
  const failures = fine || told.failures.length > 0 ? told.failures : [`ended with code ${code}, no test failed`];
  add(title, { ...told, failures });
}

function vitest(title, project) {
  return tests(title, {
    tool: 'vitest/vitest.mjs',
    args: ['run', '--project', project, '--reporter=default', `--reporter=${VITEST_REPORT}`],
    env: (file) => ({ VITEST_REPORT_FILE: file }),
    report: `${project}.json`,
    read: (report) => report,
  });
}

async function browserTests() {
  const browser = await findOrFetchBrowser();
  if (!browser) {
    const failure = 'no Chromium was found and none could be fetched. Install one, or name it in CHROMIUM_PATH.';
    add('Browser tests', { ...NOTHING_RAN, failures: [failure] });
    return;
  }
  say(`  Browser: ${browser}`);
  await tests('Browser tests', {
    tool: '@playwright/test/cli.js',
    // Chromium hung once in the middle of a page that had been tested a hundred times. What fails twice is a fault.
    args: ['test', '--reporter=list,json', '--retries=1'],
    env: (file) => ({ CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
    report: 'browser.json',
    read: fromPlaywright,
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
for (const line of closing) say(line);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
say(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 ? 1 : 0);
