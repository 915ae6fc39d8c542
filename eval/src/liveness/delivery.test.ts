import { describe, expect, it } from 'vitest';
import { seededRandom } from '../statistics/random.js';
import { EvenDelivery, LoadedDelivery, type Delivered, type Delivery } from './delivery.js';

const first = (delivery: Delivery, count: number): Delivered[] => Array.from({ length: count }, () => delivery.next());

describe('an even delivery', () => {
  it('brings frames at its rate, each as soon as it is taken', () => {
    const frames = first(new EvenDelivery(5, seededRandom(1)), 51);
    expect(frames.at(-1)?.takenAtMs).toBeGreaterThan(9900);
    expect(frames.at(-1)?.takenAtMs).toBeLessThan(10_100);
    expect(frames.every(({ takenAtMs, arrivesAtMs }) => takenAtMs === arrivesAtMs)).toBe(true);
  });
});

describe('a server under load', () => {
  const frames = first(new LoadedDelivery(10, seededRandom(3)), 300);
  const gaps = frames.slice(1).map(({ arrivesAtMs }, i) => arrivesAtMs - (frames[i]?.arrivesAtMs ?? NaN));

  it('gets frames late, in order and never before they were taken', () => {
    expect(frames.every(({ takenAtMs, arrivesAtMs }) => arrivesAtMs >= takenAtMs)).toBe(true);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
    const delays = frames.map(({ takenAtMs, arrivesAtMs }) => arrivesAtMs - takenAtMs);
    expect(Math.max(...delays)).toBeGreaterThan(250);
    expect(Math.max(...delays)).toBeLessThan(450);
  });

  it('gets several at once after longer waits', () => {
    expect(gaps.filter((gap) => gap < 30).length).toBeGreaterThan(10);
    expect(gaps.filter((gap) => gap > 200).length).toBeGreaterThan(10);
  });
});
