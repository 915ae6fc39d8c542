import type { LiveStart } from '@facegate/contracts';
import { describe, expect, it } from 'vitest';
import { Attempts } from '../attempts/attempts.js';
import { MemoryAttemptStore } from '../attempts/memory-attempt-store.js';
import { readConfig } from '../config/app-config.js';
import { LivePlaces } from './live-places.js';

const places = (sessions: number) =>
  new LivePlaces(
    readConfig({ NODE_ENV: 'test', FACEGATE_LIVE_SESSIONS: String(sessions), FACEGATE_ENGINE_WORKERS: '2' }),
    new Attempts(new MemoryAttemptStore()),
  );
const busy = expect.objectContaining({ code: 'BUSY', retryAfterSeconds: 5 });

describe('LivePlaces', () => {
  it('has so many for each thread, and takes them back once', () => {
    const some = places(1);
    const [leave] = [some.take('192.0.2.1'), some.take('192.0.2.2')];
    expect(() => some.take('192.0.2.3')).toThrow(busy);
    leave();
    leave();
    expect(some.inUse).toBe(1);
    some.take('192.0.2.3');
    expect(() => some.take('192.0.2.4')).toThrow(busy);
  });

  it('has few for one address', () => {
    const many = places(100);
    const leave = Array.from({ length: 5 }, () => many.take('192.0.2.1')).at(-1);
    expect(() => many.take('192.0.2.1')).toThrow(busy);
    many.take('192.0.2.2');
    leave?.();
    many.take('192.0.2.1');
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
