import { expect, it } from 'vitest';
import { labelErrorsIn } from './label-errors.js';

const sample = (person: string) => ({ person, file: `${person}_0001.jpg`, path: '' });

it('tells the known errors whose two pictures are both in the data', () => {
  const found = labelErrorsIn([sample('Tia_Mowry'), sample('Tamara_Mowry'), sample('Ray_Young')]);
  expect(found.map(({ pictures }) => pictures)).toEqual([['Tamara_Mowry_0001', 'Tia_Mowry_0001']]);
});
