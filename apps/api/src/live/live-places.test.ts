import type { LiveStart } from '@facegate/contracts';
import { describe, expect, it } from 'vitest';
import type { Place } from '../attempts/caller.js';
import { Attempts } from '../attempts/attempts.js';
import { MemoryAttemptStore } from '../attempts/memory-attempt-store.js';
import { readConfig } from '../config/app-config.js';
import { LivePlaces, type LiveVisit } from './live-places.js';

const places = (sessions: number, perAddress = '') =>
  new LivePlaces(
    readConfig({
      NODE_ENV: 'test',
      FACEGATE_LIVE_SESSIONS: String(sessions),
      FACEGATE_LIVE_SESSIONS_PER_ADDRESS: perAddress,
      FACEGATE_ENGINE_WORKERS: '2',
    }),
    new Attempts(new MemoryAttemptStore()),
  );
const busy = expect.objectContaining({ code: 'BUSY', retryAfterSeconds: 5 });

/** A connection whose session has begun. */
function begun(some: LivePlaces, address: string, purpose: LiveStart['purpose'] = 'sign-in'): LiveVisit {
  const visit = some.connect(at(address));
  visit.begin(purpose);
  return visit;
}

/** The network is the /24. */
function at(address: string): Place {
  return { address, network: address.split('.').slice(0, 3).join('.') };
}

const SIGN_IN = { type: 'start', purpose: 'sign-in' } as const satisfies LiveStart;

describe('LivePlaces', () => {
  it('has so many for each thread, and takes them back once', () => {
    const some = places(1);
    const [first] = [begun(some, '192.0.2.1'), begun(some, '198.51.100.1')];
    const late = some.connect(at('203.0.113.1'));
    expect(() => late.begin('sign-in')).toThrow(busy);
    first.leave();
    first.leave();
    expect(some.inUse).toBe(1);
    late.begin('sign-in');
    expect(() => begun(some, '203.0.113.2')).toThrow(busy);
  });

  it('has few for one address', () => {
    const many = places(100);
    const last = Array.from({ length: 5 }, () => begun(many, '192.0.2.1')).at(-1);
    expect(() => begun(many, '192.0.2.1')).toThrow(busy);
    begun(many, '192.0.2.2');
    last?.leave();
    begun(many, '192.0.2.1');
  });

  it.each([1, 2, 5, 20])('with %i for each of two threads leaves half to other networks', (sessions) => {
    const some = places(sessions);
    for (let n = 0; n < sessions; n++) begun(some, `192.0.2.${n}`);
    expect(() => begun(some, '192.0.2.200')).toThrow(busy);
    for (let n = 0; n < sessions; n++) begun(some, `198.51.100.${n}`);
    expect(some.inUse).toBe(2 * sessions);
  });

  it('never lets one address have more than half', () => {
    const some = places(3);
    for (let n = 0; n < 3; n++) begun(some, '192.0.2.1');
    expect(() => begun(some, '192.0.2.1')).toThrow(busy);
  });

  it('has as many for one address as the settings say, and as many starts', async () => {
    const some = places(50, '80');
    for (let n = 0; n < 80; n++) begun(some, '192.0.2.1');
    expect(() => begun(some, '192.0.2.1')).toThrow(busy);
    begun(some, '198.51.100.1');
    for (let n = 0; n < 960; n++) await some.countStart(at('192.0.2.1'), SIGN_IN);
    await expect(some.countStart(at('192.0.2.1'), SIGN_IN)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('has places of their own for those who watch', () => {
    const some = places(2);
    for (const address of ['192.0.2.1', '198.51.100.1']) begun(some, address, 'watch');
    expect(() => begun(some, '203.0.113.1', 'watch')).toThrow(busy);
    for (const address of ['192.0.2.1', '192.0.2.1', '198.51.100.1', '198.51.100.1']) begun(some, address);
    expect(() => begun(some, '203.0.113.1')).toThrow(busy);
    expect(some.inUse).toBe(6);
  });

  it('keeps none for connections that have not begun, of which an address has few', () => {
    const some = places(1);
    const idle = Array.from({ length: 5 }, () => some.connect(at('192.0.2.1')));
    expect(some.inUse).toBe(0);
    expect(() => some.connect(at('192.0.2.1'))).toThrow(busy);
    for (const address of ['198.51.100.1', '203.0.113.1']) begun(some, address);
    for (const visit of idle) visit.leave();
    expect(some.inUse).toBe(2);
    some.connect(at('192.0.2.1'));
  });

  it('bounds the connections of a network that have not begun, and of all; one that begins makes room for another', () => {
    const some = places(5);
    for (let network = 0; network < 4; network++) {
      const idle = Array.from({ length: 20 }, (_, n) => some.connect(at(`10.0.${network}.${n}`)));
      expect(() => some.connect(at(`10.0.${network}.99`))).toThrow(busy);
      if (network < 3) continue;
      expect(() => some.connect(at('192.0.2.99'))).toThrow(busy);
      idle[0]?.begin('sign-in');
      some.connect(at('192.0.2.99'));
      expect(() => some.connect(at('192.0.2.98'))).toThrow(busy);
    }
  });

  it('gives no place to a client that left while its start was counted', () => {
    const some = places(1);
    const visit = some.connect(at('192.0.2.1'));
    visit.leave();
    visit.begin('sign-in');
    expect(some.inUse).toBe(0);
  });

  it('counts starts by address, and those that ask for another challenge apart', async () => {
    const some = places(1);
    const other: LiveStart = { ...SIGN_IN, without: ['blink'] };
    for (let n = 0; n < 12; n++) await some.countStart(at('192.0.2.1'), other);
    await expect(some.countStart(at('192.0.2.1'), other)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    for (let n = 0; n < 48; n++) await some.countStart(at('192.0.2.1'), SIGN_IN);
    const error = await some.countStart(at('192.0.2.1'), SIGN_IN).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    expect((error as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(500);
    await some.countStart(at('192.0.2.2'), other);
    await some.countStart(at('192.0.2.1'), { type: 'start', purpose: 'watch', accessToken: 'a' });
  });

  it('counts ten times as many starts for a network', async () => {
    const some = places(1);
    for (let n = 0; n < 600; n++) await some.countStart(at(`192.0.2.${n % 20}`), SIGN_IN);
    await expect(some.countStart(at('192.0.2.99'), SIGN_IN)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    await some.countStart(at('198.51.100.1'), SIGN_IN);
  });
});
