import { expect, it } from 'vitest';
import { lead } from './lead.js';
import type { Subject } from './subjects.js';

const towards = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const picture = (person: number, degrees: number): Subject => ({
  person,
  inData: true,
  vector: towards(degrees),
  failure: undefined,
  gate: undefined,
});

it('counts what a margin costs the enrolled and saves from strangers', () => {
  // Enrolled at 0°, 20° and 180°; probes at 1° and 9° of the first, at 14° (nearer to the second) of the first, 90° of the third.
  const subjects = [
    picture(0, 0),
    picture(1, 20),
    picture(2, 180),
    picture(0, 1),
    picture(0, 9),
    picture(0, 14),
    picture(2, 90),
  ];
  const { points, ...about } = lead(subjects, 0.9, 'cosine');
  expect(about).toEqual({ threshold: 0.9, gallery: 3, enrolledProbes: 4, strangerProbes: 3 });
  expect(points.find(({ margin }) => margin === 0)).toEqual({
    margin: 0,
    enrolled: { identified: 0.5, undecided: 0, misidentified: 0.25, unknown: 0.25 },
    strangers: { identified: 2 / 3, undecided: 0 },
  });
  expect(points.find(({ margin }) => margin === 0.05)).toEqual({
    margin: 0.05,
    enrolled: { identified: 0.25, undecided: 0.5, misidentified: 0, unknown: 0.25 },
    strangers: { identified: 2 / 3, undecided: 0 },
  });
});
