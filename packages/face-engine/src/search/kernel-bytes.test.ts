import { readFile } from 'node:fs/promises';
import loadWabt from 'wabt';
import { expect, it } from 'vitest';

it('kernel-bytes.ts is scan-kernel.wat, assembled', async () => {
  const text = await readFile(new URL('scan-kernel.wat', import.meta.url), 'utf8');
  const parsed = (await loadWabt()).parseWat('scan-kernel.wat', text, { simd: true });
  parsed.validate();
  const bytes = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
  const lines = bytes.match(/.{1,110}/g)!.map((line) => `  '${line}'`);
  await expect(
    `/** scan-kernel.wat, assembled and written by kernel-bytes.test.ts: base64 of a WebAssembly module. */\n` +
      `export const KERNEL =\n${lines.join(' +\n')};\n`,
  ).toMatchFileSnapshot('kernel-bytes.ts');
});
