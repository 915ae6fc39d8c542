/**
 * A reporter for Vitest that writes what `npm test` tells, to the file that `VITEST_REPORT_FILE` names: also what failed
 * outside of any test, which Vitest's own `json` leaves out.
 */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ROOT } from './shell.mjs';
import { told } from './test-reports.mjs';

export default class VitestReport {
  onTestRunEnd(modules, unhandledErrors) {
    const report = { passed: 0, skipped: 0, failures: [], atSecondTry: [] };
    for (const module of modules) {
      const file = relative(ROOT, module.moduleId);
      // A file that cannot be loaded, and a block whose preparation fails, have no failed test of their own.
      for (const { fullName, errors } of [module, ...module.children.allSuites()].map(blockOf)) {
        report.failures.push(...errors.map(({ message }) => told([file, fullName], message)));
      }
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state === 'passed') report.passed += 1;
        else if (state === 'failed') report.failures.push(told([file, test.fullName], errors[0]?.message));
        else report.skipped += 1;
      }
    }
    report.failures.push(...unhandledErrors.map((error) => told(['outside of any test'], whole(error))));
    writeFileSync(process.env.VITEST_REPORT_FILE, JSON.stringify(report));
  }
}

const blockOf = (block) => ({ fullName: block.type === 'suite' ? block.fullName : '', errors: block.errors() });

/** Of an error that no test names, where it came from is all there is to go by. */
const whole = ({ name, message, stack = '' }) =>
  `${name}: ${message} ${stack
    .split('\n')
    .filter((line) => line.trim().startsWith('at '))
    .slice(0, 3)
    .map((line) => line.trim())
    .join(' ')}`;
