import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withoutReporting } from './vite.js';

describe('withoutReporting', () => {
  test('the installed MediaPipe is left without any foreign address', async () => {
    const folder = dirname(createRequire(import.meta.url).resolve('@mediapipe/tasks-vision'));
    const code = await readFile(join(folder, 'vision_bundle.mjs'), 'utf8');
    expect(code).toContain('https://odml.pa.googleapis.com/v1/log');
    expect(withoutReporting(code)).not.toMatch(/["'`]https?:\/\//);
  });

  test('a version that reports in another way stops the build', () => {
    expect(() => withoutReporting('fetch("https://odml.pa.googleapis.com/v2/log")')).toThrow('reports to Google');
    expect(() => withoutReporting('export const nothing = 0;')).toThrow('reports to Google');
  });
});
