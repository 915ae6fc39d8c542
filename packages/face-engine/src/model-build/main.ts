/**
 * The build step of the models: `node dist/model-build/main.js` translates them into `dist/models`, once. The server
 * works without (it translates in memory at start), only slower.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILT_MODELS_FOLDER, readBuiltModel, readModelSources } from '../runtime/onnx-models.js';
import { buildModel, ONNX_MODEL_NAMES } from './build-models.js';

await mkdir(BUILT_MODELS_FOLDER, { recursive: true });
const sources = await readModelSources();
for (const name of ONNX_MODEL_NAMES) {
  if (await readBuiltModel(name)) continue;
  const path = join(BUILT_MODELS_FOLDER, `${name}.onnx`);
  // Under another name first: a build that is interrupted leaves no half model behind.
  await writeFile(`${path}.draft`, buildModel(name, sources));
  await rename(`${path}.draft`, path);
  console.log(`Built ${name}.onnx`);
}
