import type { Interval } from '../statistics/binomial.js';
import type { Rate } from '../recognition/operating-points.js';

const UNIT = '\u00a0%';

/** `1.63 %`, kept on one line. */
export function percent(share: number): string {
  if (share === 0) return `0${UNIT}`;
  const value = share * 100;
  return `${value < 0.01 ? value.toPrecision(2) : value.toFixed(2)}${UNIT}`;
}

/** `1e-4` */
export const power = (value: number): string => value.toExponential().replace('e-', 'e−').replace('e+0', '');

/** `1,196,395` */
export const whole = (value: number): string => value.toLocaleString('en-GB');

/** The widest of the bounds that were taken. */
export function bounds({ exact95, byPerson95 }: Rate): Interval {
  if (!byPerson95) return exact95;
  return [Math.min(exact95[0], byPerson95[0]), Math.max(exact95[1], byPerson95[1])];
}

/** `1.63 % (0.9–2.4 %), 16 of 983` */
export function rateText(rate: Rate | undefined): string {
  if (!rate) return 'not assessed';
  const [low, high] = bounds(rate);
  return `${percent(rate.rate)} (${percent(low).replace(UNIT, '')}–${percent(high)}), ${whole(rate.count)} of ${whole(rate.of)}`;
}
