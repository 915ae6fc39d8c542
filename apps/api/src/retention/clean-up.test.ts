import { expect, it } from 'vitest';
import type { RetentionRule } from '../common/retention-rule.js';
import { CleanUp } from './clean-up.js';

it('lets no rule that fails keep the others from theirs, and tells of it', async () => {
  const ran: string[] = [];
  const rule = (what: string, fault?: Error): RetentionRule => ({
    what,
    run: () => {
      ran.push(what);
      return fault ? Promise.reject(fault) : Promise.resolve(1);
    },
  });
  const cleanUp = new CleanUp([rule('one'), rule('two', new Error('stuck')), rule('three')], () =>
    Promise.resolve(undefined),
  );
  await expect(cleanUp.run({ dryRun: false }, new AbortController().signal)).rejects.toThrow('stuck');
  expect(ran).toEqual(['one', 'two', 'three']);
});
