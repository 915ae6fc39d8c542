import { describe, expect, it } from 'vitest';
import { ClockTrust } from './clock-trust.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 20);

class Machine {
  wallMs = NOW;
  steadyMs = 5000;

  trust(lastKnownMs?: number): ClockTrust {
    return new ClockTrust(lastKnownMs, () => ({ wallMs: this.wallMs, steadyMs: this.steadyMs }));
  }

  goOn(ms: number): void {
    this.wallMs += ms;
    this.steadyMs += ms;
  }
}

describe('a clock', () => {
  it('is believed as long as it goes on, and when it is set a little or back', () => {
    const machine = new Machine();
    const trust = machine.trust(NOW - 3 * DAY);
    for (const setMs of [0, HOUR / 2, -9000 * DAY, HOUR / 2]) {
      machine.wallMs += setMs;
      machine.goOn(6 * HOUR);
      expect(trust.aheadMs()).toBe(0);
    }
  });

  it('that goes forward by years is believed after it has stood for a day, and at once when it is set back', () => {
    const machine = new Machine();
    const trust = machine.trust(NOW);
    machine.goOn(6 * HOUR);
    machine.wallMs += 900 * DAY;
    expect(trust.aheadMs()).toBe(900 * DAY);
    machine.goOn(12 * HOUR);
    machine.wallMs -= 900 * DAY;
    expect(trust.aheadMs()).toBe(0);
    machine.wallMs += 900 * DAY;
    expect(trust.aheadMs()).toBe(900 * DAY);
    machine.goOn(DAY - 1);
    expect(trust.aheadMs()).toBe(900 * DAY);
    machine.goOn(1);
    expect(trust.aheadMs()).toBe(0);
    machine.goOn(6 * HOUR);
    expect(trust.aheadMs()).toBe(0);
  });

  it('of a server that starts years after its last event is believed after a day', () => {
    const machine = new Machine();
    const trust = machine.trust(NOW - 900 * DAY);
    machine.goOn(60_000);
    expect(trust.aheadMs()).toBe(900 * DAY);
    machine.goOn(DAY);
    expect(trust.aheadMs()).toBe(0);
  });

  it('is believed where nothing has happened yet', () => {
    expect(new Machine().trust().aheadMs()).toBe(0);
  });
});
