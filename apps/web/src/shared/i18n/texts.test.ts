import { ERROR_CODES, LIVE_END_CODES, LIVENESS_ACTIONS, LIVENESS_GUIDANCE, POSES } from '@facegate/contracts';
import { CAMERA_FAULTS, GUIDANCE_CODES, LIVE_CLIENT_CODES, PROMPTS } from '@facegate/face-capture';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { CLIENT_CODES } from '../api/problem.js';

async function texts(name: string): Promise<Record<string, Record<string, unknown>>> {
  const text = await readFile(new URL(`./en/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Record<string, Record<string, unknown>>;
}

describe('every code has its words', () => {
  test('problems', async () => {
    expect(Object.keys(await texts('problems'))).toEqual(expect.arrayContaining([...ERROR_CODES, ...CLIENT_CODES]));
  });

  test('camera faults, guidance and prompts', async () => {
    const capture = await texts('capture');
    expect(Object.keys(capture['fault'] ?? {})).toEqual(expect.arrayContaining([...CAMERA_FAULTS]));
    const guidance = [...GUIDANCE_CODES, ...LIVENESS_GUIDANCE];
    expect(Object.keys(capture['guidance'] ?? {})).toEqual(expect.arrayContaining(guidance));
    const prompts = PROMPTS.filter((prompt) => prompt !== 'none');
    expect(Object.keys(capture['prompt'] ?? {})).toEqual(expect.arrayContaining(prompts));
  });

  test('what a live session asks for, and how it ends', async () => {
    const liveness = await texts('liveness');
    expect(Object.keys(liveness['cannot'] ?? {})).toEqual([...LIVENESS_ACTIONS]);
    expect(Object.keys(liveness['end'] ?? {})).toEqual([...LIVE_END_CODES, ...LIVE_CLIENT_CODES]);
  });

  test('poses', async () => {
    const common = await texts('common');
    expect(Object.keys(common['poses'] ?? {})).toEqual([...POSES]);
    expect(Object.keys(common['poseTitles'] ?? {})).toEqual([...POSES]);
  });
});
