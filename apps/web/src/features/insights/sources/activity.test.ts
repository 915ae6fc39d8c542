import { expect, test } from 'vitest';
import { openCsv } from '../csv/open-csv.js';
import { activityCsv } from './activity.js';

const events = [
  { time: '2026-11-20T08:30:00Z', method: 'face', outcome: 'success', device: 'Firefox, "Linux"' },
  { time: '2026-11-20T21:05:10Z', method: 'password', outcome: 'failure', reason: 'CREDENTIALS_INVALID' },
];

test('sign-ins are a data set with a date, an hour and categories', async () => {
  const csv = activityCsv(events);
  const { dataset, faultCount } = await openCsv(new Blob([csv]), {
    monthFirst: true,
    onProgress: () => undefined,
  });
  expect(faultCount).toBe(0);
  expect(dataset.rowCount).toBe(2);
  expect(dataset.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ['time', 'date'],
    ['hour', 'number'],
    ['method', 'category'],
    ['outcome', 'category'],
    ['reason', 'category'],
    ['device', 'category'],
  ]);
});
