import {
  ERROR_CODES,
  LIVE_END_CODES,
  LIVENESS_ACTIONS,
  LIVENESS_GUIDANCE,
  POSES,
  WATCH_END_CODES,
} from '@facegate/contracts';
import { CAMERA_FAULTS, LIVE_CLIENT_CODES, PROMPTS, REVIEW_END_CODES } from '@facegate/face-capture';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { CLIENT_CODES } from '../api/problem.js';
import { bestLanguage } from './languages.js';

async function texts(name: string, language = 'en'): Promise<Record<string, Record<string, unknown>>> {
  const text = await readFile(new URL(`./${language}/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Record<string, Record<string, unknown>>;
}

describe('every code has its words', () => {
  test('problems', async () => {
    expect(Object.keys(await texts('problems'))).toEqual(expect.arrayContaining([...ERROR_CODES, ...CLIENT_CODES]));
  });

  test('camera faults, guidance and prompts', async () => {
    const capture = await texts('capture');
    expect(Object.keys(capture['fault'] ?? {})).toEqual(expect.arrayContaining([...CAMERA_FAULTS]));
    expect(Object.keys(capture['guidance'] ?? {})).toEqual([...LIVENESS_GUIDANCE]);
    const prompts = PROMPTS.filter((prompt) => prompt !== 'none');
    expect(Object.keys(capture['prompt'] ?? {})).toEqual(expect.arrayContaining(prompts));
  });

  test('what a live session asks for, and how it ends', async () => {
    const liveness = await texts('liveness');
    expect(Object.keys(liveness['cannot'] ?? {})).toEqual([...LIVENESS_ACTIONS]);
    expect(Object.keys(liveness['end'] ?? {})).toEqual([...LIVE_END_CODES, ...LIVE_CLIENT_CODES, ...REVIEW_END_CODES]);
  });

  test('how the live view ends', async () => {
    const live = await texts('live');
    expect(Object.keys(live['end'] ?? {})).toEqual([...WATCH_END_CODES, ...LIVE_CLIENT_CODES]);
  });

  test('poses', async () => {
    const common = await texts('common');
    expect(Object.keys(common['poses'] ?? {})).toEqual([...POSES]);
    expect(Object.keys(common['poseTitles'] ?? {})).toEqual([...POSES]);
  });
});

/** `a.b: {{x}} {{y}}` for each text: its key and what is put into it. */
function slots(value: unknown, path: string): string[] {
  if (typeof value !== 'string') {
    return Object.entries(value as object).flatMap(([key, inner]) => slots(inner, `${path}.${key}`));
  }
  const inserted = [...value.matchAll(/\{\{\w+\}\}/g)].map(([slot]) => slot).toSorted();
  return [`${path}: ${inserted.join(' ')}`];
}

test('German says all that English says, with the same insertions, and nothing else', async () => {
  const names = (await readdir(new URL('./en/', import.meta.url))).map((file) => file.replace('.json', ''));
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    expect(slots(await texts(name, 'de'), name).toSorted()).toEqual(slots(await texts(name), name).toSorted());
  }
});

test('the best language is the first wish that there are texts for', () => {
  expect(bestLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(bestLanguage(['en-GB', 'de'])).toBe('en');
  expect(bestLanguage(['fr'])).toBe('en');
  expect(bestLanguage([])).toBe('en');
});
