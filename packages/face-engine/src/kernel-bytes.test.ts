import { readFile } from 'node:fs/promises';
import loadWabt from 'wabt';
import { expect, it } from 'vitest';

it.each([
  ['search', 'scan-kernel'],
  ['image', 'sample-kernel'],
])('%s/kernel-bytes.ts is %s.wat, assembled', async (folder, kernel) => {
  const text = await readFile(new URL(`${folder}/${kernel}.wat`, import.meta.url), 'utf8');
  const parsed = (await loadWabt()).parseWat(`${kernel}.wat`, text, { simd: true });
  parsed.validate();
  const bytes = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
  const lines = bytes.match(/.{1,110}/g)!.map((line) => `  '${line}'`);
  await expect(
    `/** ${kernel}.wat, assembled and written by ../kernel-bytes.test.ts: base64 of a WebAssembly module. */\n` +
      `export const KERNEL =\n${lines.join(' +\n')};\n`,
  ).toMatchFileSnapshot(`${folder}/kernel-bytes.ts`);
});
