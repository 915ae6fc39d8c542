/** What the test runners' own reports say, in one shape: counts, and which tests failed (one line each) and why. */
import { stripVTControlCharacters } from 'node:util';

export const NOTHING_RAN = { passed: 0, skipped: 0, failures: [], atSecondTry: [] };

const WHY_MAX_LENGTH = 400;

/** `where: why`, in a line: the whole of it stands further up in the runner's own output. */
export function told(where, message = '') {
  const place = where.filter(Boolean).join(' › ');
  const [why = ''] = stripVTControlCharacters(message).trim().split('\n', 1);
  return why ? `${place}: ${why.slice(0, WHY_MAX_LENGTH)}` : place;
}

/** @param {object} report what Playwright's `json` reporter writes */
export function fromPlaywright({ stats, suites, errors }) {
  const specs = suites.flatMap(specsOf);
  const thatAre = (wanted) =>
    specs.flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status === wanted)
        .map(({ results }) => told([`${file}:${line}`, title], results.find(({ error }) => error)?.error.message)),
    );
  return {
    passed: stats.expected + stats.flaky,
    skipped: stats.skipped,
    failures: [...thatAre('unexpected'), ...errors.map(({ message }) => told(['outside of any test'], message))],
    atSecondTry: thatAre('flaky'),
  };
}

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];
