import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { seriesKey, type PhotoSource, type TakenPhoto } from './series.js';

const folder = mkdtempSync(join(tmpdir(), 'series-'));
afterAll(() => rmSync(folder, { recursive: true }));

const picture = (name: string): TakenPhoto => {
  const file = join(folder, name);
  writeFileSync(file, name);
  return { name, file };
};
const keyOf = (photo: PhotoSource): string => seriesKey({ kind: 'sent', photo });

it('a morph is known by its two pictures, which of them it is in, and its share', () => {
  const [ann, bob] = [picture('ann'), picture('bob')];
  const morph = (morphOf: readonly [TakenPhoto, TakenPhoto], share = 0.5): string =>
    keyOf({ name: 'morph', morphOf, share });
  const keys = [morph([ann, bob]), morph([bob, ann]), morph([ann, bob], 0.4), keyOf(ann)];
  expect(new Set(keys).size).toBe(4);
  expect(keyOf({ name: 'another name', morphOf: [ann, bob], share: 0.5 })).toBe(keys[0]);
});
