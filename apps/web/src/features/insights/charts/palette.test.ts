import { describe, expect, test } from 'vitest';
import { PALETTE } from './palette.js';

type Vector = [number, number, number];
type Matrix = [Vector, Vector, Vector];

/** Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB. */
const SIGHT: Record<string, Matrix> = {
  'full colour': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** `--fg-surface` of shared/config/theme.ts. */
const SURFACE = { light: '#ffffff', dark: '#181f1d' };

const times = (matrix: Matrix, [r, g, b]: Vector): Vector =>
  matrix.map((row) => row[0] * r + row[1] * g + row[2] * b) as Vector;

const linear = (hex: string): Vector =>
  [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Vector;

const luminance = (hex: string): number =>
  times(
    [
      [0.2126, 0.7152, 0.0722],
      [0, 0, 0],
      [0, 0, 0],
    ],
    linear(hex),
  )[0];

/** WCAG 2. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** CIELAB under D65. */
function lab(rgb: Vector): Vector {
  const inside = rgb.map((value) => Math.min(1, Math.max(0, value))) as Vector;
  const [x, y, z] = times(
    [
      [0.4339, 0.3762, 0.1899],
      [0.2126, 0.7152, 0.0722],
      [0.0177, 0.1095, 0.8727],
    ],
    inside,
  ).map((value) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)) as Vector;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function difference(a: string, b: string, sight: Matrix): number {
  const [first, second] = [lab(times(sight, linear(a))), lab(times(sight, linear(b)))];
  return Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

describe.each(['light', 'dark'] as const)('the colours of the %s scheme', (scheme) => {
  test.each(PALETTE[scheme])('%s stands out from the surface', (color) => {
    expect(contrast(color, SURFACE[scheme])).toBeGreaterThanOrEqual(3);
  });

  // 2.3 is the least that an eye can see.
  test.each(Object.entries(SIGHT))('are told apart with %s', (_, sight) => {
    const colors = PALETTE[scheme];
    for (const [place, color] of colors.entries())
      for (const other of colors.slice(place + 1)) expect(difference(color, other, sight)).toBeGreaterThan(10);
  });
});
