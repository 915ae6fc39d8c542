import { describe, expect, it } from 'vitest';
import { Admission } from './admission.js';

describe('admission', () => {
  it('refuses at once past the places and the queue', async () => {
    const admission = new Admission(1, 1);
    await admission.enter();
    const second = admission.enter();
    await expect(admission.enter()).rejects.toMatchObject({ code: 'BUSY' });
    expect([admission.busy, admission.queued]).toEqual([1, 1]);
    admission.leave();
    await second;
    admission.leave();
    expect([admission.busy, admission.queued]).toEqual([0, 0]);
  });

  it('frees the place of one who gives up waiting', async () => {
    const admission = new Admission(1, 1);
    await admission.enter();
    const controller = new AbortController();
    const waiting = admission.enter(controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
    expect(admission.queued).toBe(0);
    const next = admission.enter();
    admission.leave();
    await expect(next).resolves.toBeUndefined();
    expect(admission.busy).toBe(1);
  });

  it('does not admit one who had given up before', async () => {
    const admission = new Admission(1, 1);
    await expect(admission.enter(AbortSignal.abort())).rejects.toMatchObject({ code: 'ABORTED' });
    expect(admission.busy).toBe(0);
  });

  it('sends everyone away when it closes', async () => {
    const admission = new Admission(1, 5);
    await admission.enter();
    const waiting = admission.enter();
    admission.close();
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(admission.enter()).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('admits in the order of coming', async () => {
    const admission = new Admission(1, 3);
    await admission.enter();
    const order: number[] = [];
    const waits = [1, 2, 3].map(async (n) => {
      await admission.enter();
      order.push(n);
      admission.leave();
    });
    admission.leave();
    await Promise.all(waits);
    expect(order).toEqual([1, 2, 3]);
  });
});
