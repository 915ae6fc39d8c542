import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROOT } from './lib/shell.mjs';
import { fromPlaywright } from './lib/test-reports.mjs';

let folder;
beforeEach(() => (folder = mkdtempSync(join(ROOT, 'node_modules', '.reports-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function run(tool, args, env) {
  const { VITEST: _, ...inherited } = process.env;
  spawnSync(process.execPath, [join(ROOT, 'node_modules', tool), ...args], {
    cwd: folder,
    env: { ...inherited, ...env },
  });
  return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
}

const write = (name, text) => writeFileSync(join(folder, name), text);

it('names all that failed in Vitest, also where no test did', () => {
  write('vitest.config.mjs', 'export default {};');
  write(
    'some.test.mjs',
    `import { describe, expect, it } from 'vitest';
     it('is well', () => {});
     it.skip('is left out', () => {});
     describe('the sum', () => it('is three', () => expect(1 + 1).toBe(3)));`,
  );
  write(
    'late.test.mjs',
    `import { it } from 'vitest';
     it('ends before its promise does', () => void Promise.reject(new Error('nobody waits for me')));`,
  );
  write(
    'unprepared.test.mjs',
    `import { beforeAll, describe, it } from 'vitest';
     describe('the block', () => {
       beforeAll(() => { throw new Error('no database'); });
       it('is never begun', () => {});
     });`,
  );
  write('broken.test.mjs', `throw new Error('not today');`);
  const reporter = `--reporter=${join(ROOT, 'scripts/lib/vitest-report.mjs')}`;
  const told = run('vitest/vitest.mjs', ['run', reporter], { VITEST_REPORT_FILE: 'report.json' });
  expect(told).toMatchObject({ passed: 2, skipped: 2, atSecondTry: [] });
  expect(told.failures.map((failure) => failure.replace(/\S*\.reports-\w+\//, '')).toSorted()).toEqual([
    'broken.test.mjs: not today',
    expect.stringMatching(/^outside of any test: Error: nobody waits for me at .*late\.test\.mjs/),
    'some.test.mjs › the sum > is three: expected 2 to be 3 // Object.is equality',
    'unprepared.test.mjs › the block: no database',
  ]);
});

it('names the tests that Playwright saw fail, and those that needed a second try', () => {
  write('playwright.config.mjs', `export default { retries: 1, testDir: '.' };`);
  write(
    'some.spec.mjs',
    `import { expect, test } from '@playwright/test';
     test('is well', () => {});
     test.describe('the sum', () => test('is three', () => expect(1 + 1).toBe(3)));
     test('needs a second try', ({}, { retry }) => expect(retry).toBe(1));`,
  );
  const told = fromPlaywright(
    run('@playwright/test/cli.js', ['test', '--reporter=json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: 'report.json' }),
  );
  expect(told).toEqual({
    passed: 2,
    skipped: 0,
    failures: ['some.spec.mjs:3 › is three: Error: expect(received).toBe(expected) // Object.is equality'],
    atSecondTry: ['some.spec.mjs:4 › needs a second try: Error: expect(received).toBe(expected) // Object.is equality'],
  });
});
