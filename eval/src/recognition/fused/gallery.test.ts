import { expect, it } from 'vitest';
import { fusedGallery } from './gallery.js';

const towards = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const person = (number: number, degrees: readonly number[]) => ({
  person: number,
  inData: true,
  vectors: degrees.map(towards),
});

it('counts what a margin costs the enrolled and saves from strangers', () => {
  // The first person's templates are near 0°, with a probe at 0° three times and at 14° once, nearer to the second at 20°.
  const people = [person(0, [0, 0, 0, 14]), person(1, [20]), person(2, [180])];
  const { points, ...about } = fusedGallery(people, 0.9, 'cosine');
  expect(about).toEqual({ threshold: 0.9, gallery: 3, enrolledProbes: 4, enrolledPersons: 1, strangerProbes: 3 });
  const [none] = points;
  expect(none?.enrolled.identified).toMatchObject({ count: 3, of: 4 });
  expect(none?.enrolled.misidentified).toMatchObject({ count: 1, of: 4 });
  // Taken out of the gallery, each of the first two finds the other; the third nobody.
  expect(none?.strangers.identified).toMatchObject({ count: 2, of: 3 });
  const wide = points.find(({ margin }) => margin === 0.05);
  expect(wide?.enrolled.identified).toMatchObject({ count: 3, of: 4 });
  expect(wide?.enrolled.undecided).toMatchObject({ count: 1, of: 4 });
  expect(points.find(({ margin }) => margin === 0.1)?.enrolled.undecided.count).toBe(4);
});

it('calls a search unknown where nobody reaches the threshold', () => {
  const { points } = fusedGallery([person(0, [0, 0, 0, 60]), person(1, [180])], 0.9, 'cosine');
  // The probe at 60°; a template that 60° is part of is still near enough to 0°.
  expect(points[0]?.enrolled.unknown).toMatchObject({ count: 1, of: 4 });
});
