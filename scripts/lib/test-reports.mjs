/** What the test runners' own reports say, in one shape: counts, and which tests failed (one line each) and why. */
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './shell.mjs';

export const NOTHING_RAN = { passed: 0, skipped: 0, failures: [], atSecondTry: [] };

/** @param {object} report what Vitest's `json` reporter writes */
export function fromVitest({ numPassedTests, numPendingTests, numTodoTests, testResults }) {
  return {
    passed: numPassedTests,
    skipped: numPendingTests + numTodoTests,
    failures: testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = relative(ROOT, name);
      const failed = assertionResults.filter((test) => test.status === 'failed');
      // A file that cannot be loaded, or whose preparation fails, has no failed test of its own.
      if (status === 'failed' && failed.length === 0) return [told(file, message)];
      return failed.map(({ fullName, failureMessages }) => told(`${file} › ${fullName}`, failureMessages[0]));
    }),
    atSecondTry: [],
  };
}

/** @param {object} report what Playwright's `json` reporter writes */
export function fromPlaywright({ stats, suites, errors }) {
  const specs = suites.flatMap(specsOf);
  const thatAre = (wanted) =>
    specs.flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status === wanted)
        .map(({ results }) => told(`${file}:${line} › ${title}`, results.find(({ error }) => error)?.error.message)),
    );
  return {
    passed: stats.expected + stats.flaky,
    skipped: stats.skipped,
    failures: [...thatAre('unexpected'), ...errors.map(({ message }) => told('outside of any test', message))],
    atSecondTry: thatAre('flaky'),
  };
}

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

/** `where: why`, in a line: the whole of it stands further up in the runner's own output. */
function told(where, message = '') {
  const why = stripVTControlCharacters(message).trim().split('\n', 1)[0].slice(0, 200);
  return why ? `${where}: ${why}` : where;
}
