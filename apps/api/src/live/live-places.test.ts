import type { LiveStart } from '@facegate/contracts';
import { describe, expect, it } from 'vitest';
import { Attempts } from '../attempts/attempts.js';
import { MemoryAttemptStore } from '../attempts/memory-attempt-store.js';
import { readConfig } from '../config/app-config.js';
import { LivePlaces, type LiveVisit } from './live-places.js';

const places = (sessions: number) =>
  new LivePlaces(
    readConfig({ NODE_ENV: 'test', FACEGATE_LIVE_SESSIONS: String(sessions), FACEGATE_ENGINE_WORKERS: '2' }),
    new Attempts(new MemoryAttemptStore()),
  );
const busy = expect.objectContaining({ code: 'BUSY', retryAfterSeconds: 5 });

/** A connection whose session has begun. */
function begun(some: LivePlaces, address: string): LiveVisit {
  const visit = some.connect(address);
  visit.begin();
  return visit;
}

describe('LivePlaces', () => {
  it('has so many for each thread, and takes them back once', () => {
    const some = places(1);
    const [first] = [begun(some, '192.0.2.1'), begun(some, '192.0.2.2')];
    const late = some.connect('192.0.2.3');
    expect(() => late.begin()).toThrow(busy);
    first.leave();
    first.leave();
    expect(some.inUse).toBe(1);
    late.begin();
    expect(() => begun(some, '192.0.2.4')).toThrow(busy);
  });

  it('has few for one address', () => {
    const many = places(100);
    const last = Array.from({ length: 5 }, () => begun(many, '192.0.2.1')).at(-1);
    expect(() => begun(many, '192.0.2.1')).toThrow(busy);
    begun(many, '192.0.2.2');
    last?.leave();
    begun(many, '192.0.2.1');
  });

  it('keeps none for connections that have not begun, of which an address has few', () => {
    const some = places(1);
    const idle = Array.from({ length: 5 }, () => some.connect('192.0.2.1'));
    expect(some.inUse).toBe(0);
    expect(() => some.connect('192.0.2.1')).toThrow(busy);
    for (const address of ['192.0.2.2', '192.0.2.3']) begun(some, address);
    for (const visit of idle) visit.leave();
    expect(some.inUse).toBe(2);
    some.connect('192.0.2.1');
  });

  it('bounds the connections that have not begun, and one that begins makes room for another', () => {
    const some = places(1);
    const idle = Array.from({ length: 16 }, (_, at) => some.connect(`192.0.2.${at}`));
    expect(() => some.connect('192.0.2.99')).toThrow(busy);
    idle[0]?.begin();
    some.connect('192.0.2.99');
    expect(() => some.connect('192.0.2.98')).toThrow(busy);
  });

  it('gives no place to a client that left while its start was counted', () => {
    const some = places(1);
    const visit = some.connect('192.0.2.1');
    visit.leave();
    visit.begin();
    expect(some.inUse).toBe(0);
  });

  it('counts starts by address, and those that ask for another challenge apart', async () => {
    const some = places(1);
    const plain: LiveStart = { type: 'start', purpose: 'sign-in' };
    const other: LiveStart = { type: 'start', purpose: 'sign-in', without: ['blink'] };
    for (let n = 0; n < 12; n++) await some.countStart('192.0.2.1', other);
    await expect(some.countStart('192.0.2.1', other)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    for (let n = 0; n < 48; n++) await some.countStart('192.0.2.1', plain);
    const error = await some.countStart('192.0.2.1', plain).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    expect((error as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(500);
    await some.countStart('192.0.2.2', other);
    await some.countStart('192.0.2.1', { type: 'start', purpose: 'watch', accessToken: 'a' });
  });
});
