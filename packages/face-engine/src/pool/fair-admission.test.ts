import { describe, expect, it } from 'vitest';
import { FairAdmission, type FairLimits } from './fair-admission.js';

const LIMITS: FairLimits = { places: 1, maxQueue: 10, maxWaitMs: 500 };

/** An admission on a clock that the test moves, and what became of each job, in order. */
function clocked(limits: Partial<FairLimits> = {}) {
  const clock = { ms: 0 };
  const admission = new FairAdmission({ ...LIMITS, ...limits }, () => clock.ms);
  const begun: string[] = [];
  const refused: string[] = [];
  const ends = new Map<string, () => void>();
  const enter = (name: string, sender: string[], entry = {}): void => {
    const work = async (): Promise<void> => {
      try {
        ends.set(name, await admission.enter(sender, entry));
        begun.push(name);
      } catch (error) {
        refused.push(`${name} ${(error as { code: string }).code}`);
      }
    };
    void work();
  };
  /** The job took so long, and is done. */
  const end = async (name: string, ms: number): Promise<void> => {
    clock.ms += ms;
    ends.get(name)!();
    await settled();
  };
  return { admission, clock, enter, end, begun, refused };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a fair admission', () => {
  it('takes jobs of one sender in the order of coming', async () => {
    const { enter, end, begun } = clocked();
    for (const name of ['one', 'two', 'three']) enter(name, ['a']);
    await settled();
    await end('one', 10);
    await end('two', 10);
    expect(begun).toEqual(['one', 'two', 'three']);
  });

  it('takes next who has used less, though they came later', async () => {
    const { enter, end, begun } = clocked();
    for (const name of ['a1', 'a2', 'a3']) enter(name, ['a']);
    await settled();
    await end('a1', 100);
    enter('b1', ['b']);
    await end('a2', 50);
    expect(begun).toEqual(['a1', 'a2', 'b1']);
  });

  it('counts what jobs cost, not how many they were', async () => {
    const { enter, end, begun } = clocked();
    enter('dear', ['a']);
    await settled();
    await end('dear', 400);
    for (const name of ['cheap', 'cheaper']) {
      enter(name, ['b']);
      await settled();
      await end(name, 10);
    }
    enter('now', ['c']);
    enter('dear again', ['a']);
    enter('cheap again', ['b']);
    await settled();
    await end('now', 10);
    expect(begun.at(-1)).toBe('cheap again');
  });

  it('counts a network of many addresses against each of them', async () => {
    const { enter, end, begun } = clocked();
    for (let n = 0; n < 20; n++) {
      enter(`flood ${n}`, [`192.0.2.${n}`, '192.0.2.0/24']);
      await settled();
      await end(`flood ${n}`, 100);
    }
    enter('work', ['other']);
    enter('flood', ['192.0.2.99', '192.0.2.0/24']);
    enter('honest', ['198.51.100.7', '198.51.100.0/24']);
    await settled();
    await end('work', 10);
    expect(begun.at(-1)).toBe('honest');
  });

  it('lets who used most give way where too many wait, and nobody who used less', async () => {
    const { enter, end, begun, refused, admission } = clocked({ maxQueue: 3 });
    enter('a0', ['a']);
    await settled();
    await end('a0', 100);
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) enter(name, ['a']);
    await settled();
    expect(refused).toEqual(['a5 BUSY']);
    expect([admission.isFullFor(['a']), admission.isFullFor(['honest'])]).toEqual([true, false]);
    for (let n = 0; n < 3; n++) enter(`honest ${n}`, [`${n}`]);
    await settled();
    expect(refused).toEqual(['a5 BUSY', 'a4 BUSY', 'a3 BUSY', 'a2 BUSY']);
    await end('a1', 50);
    await end('honest 0', 50);
    expect(begun.slice(-2)).toEqual(['honest 0', 'honest 1']);
  });

  it('holds against a sender what of theirs is in work and waiting, before the first of it is done', async () => {
    const { enter, refused, admission } = clocked({ maxQueue: 2 });
    for (const name of ['a1', 'a2', 'a3']) enter(name, ['a']);
    await settled();
    expect([admission.isFullFor(['a']), admission.isFullFor(['honest'])]).toEqual([true, false]);
    enter('honest', ['honest']);
    await settled();
    expect(refused).toEqual(['a3 BUSY']);
  });

  it('lets no more wait than will begin in time, by how long jobs took', async () => {
    const { enter, end, refused } = clocked({ maxWaitMs: 500 });
    enter('first', ['a']);
    await settled();
    await end('first', 200);
    for (const name of ['works', 'waits', 'waits too', 'is too many']) enter(name, ['a']);
    await settled();
    expect(refused).toEqual(['is too many BUSY']);
  });

  it('lets the patient wait however many do, and lets them in though others keep coming', async () => {
    const { enter, end, begun, refused } = clocked({ maxQueue: 2 });
    enter('first', ['a']);
    await settled();
    enter('second', ['a'], { patient: true });
    for (let n = 0; n < 8; n++) {
      enter(`other ${n}`, [`${n}`]);
      enter(`another ${n}`, [`${n}+`]);
      await settled();
      await end(begun.at(-1)!, 100);
      if (begun.includes('second')) break;
    }
    expect(begun).toContain('second');
    expect(refused.filter((name) => name.startsWith('second'))).toEqual([]);
  });

  it('forgets what was used a minute ago', async () => {
    const { enter, end, begun, clock } = clocked();
    enter('a1', ['a']);
    await settled();
    await end('a1', 100);
    clock.ms += 120_000;
    enter('b1', ['b']);
    await settled();
    enter('a2', ['a']);
    enter('b2', ['b']);
    await end('b1', 10);
    expect(begun.at(-1)).toBe('a2');
  });

  it('frees the place in line of one who gives up, and takes none for who had given up before', async () => {
    const { enter, refused, admission } = clocked();
    const controller = new AbortController();
    enter('works', ['a']);
    enter('gives up', ['a'], { signal: controller.signal });
    await settled();
    controller.abort();
    enter('gave up', ['a'], { signal: AbortSignal.abort() });
    await settled();
    expect(refused.toSorted()).toEqual(['gave up ABORTED', 'gives up ABORTED']);
    expect([admission.busy, admission.queued]).toEqual([1, 0]);
  });

  it('sends everyone away when it closes', async () => {
    const { enter, refused, admission } = clocked();
    for (const name of ['works', 'waits']) enter(name, ['a']);
    await settled();
    admission.close();
    enter('comes', ['a']);
    await settled();
    expect(refused.toSorted()).toEqual(['comes ABORTED', 'waits ABORTED']);
  });
});
