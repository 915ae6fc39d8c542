import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildModel, type ModelSources, type OnnxModelName } from '../model-build/build-models.js';
import { BUILT_MODELS, MEDIAPIPE_FACE_LANDMARKER, SFACE } from '../models.js';
import { EngineError } from '../types.js';
import { readModelFiles } from './model-files.js';

/** Where the build step leaves the translated models. */
export const BUILT_MODELS_FOLDER = fileURLToPath(new URL('../../dist/models', import.meta.url));

/** The published files, checked. Throws `MODEL_MISMATCH`. */
export async function readModelSources(modelsDir?: string): Promise<ModelSources> {
  const [[faceLandmarkerTask], [sface]] = await Promise.all([
    readModelFiles(MEDIAPIPE_FACE_LANDMARKER, modelsDir),
    readModelFiles(SFACE, modelsDir),
  ]);
  if (!faceLandmarkerTask || !sface) throw new TypeError('a model without files');
  return { faceLandmarkerTask, sface };
}

/** The graphs for onnxruntime: as the build step left them, else translated now. Throws `MODEL_MISMATCH`. */
export async function loadOnnxModels<Name extends OnnxModelName>(
  names: readonly Name[],
  modelsDir?: string,
): Promise<Record<Name, Uint8Array>> {
  let sources: Promise<ModelSources> | undefined;
  const load = async (name: Name): Promise<[Name, Uint8Array]> => {
    const built = await readBuiltModel(name);
    if (built) return [name, built];
    sources ??= readModelSources(modelsDir);
    const model = buildModel(name, await sources);
    if (!isPinned(name, model)) {
      throw new EngineError('MODEL_MISMATCH', `The translation of ${name} is not the pinned one.`);
    }
    return [name, model];
  };
  // An operator's own folder is held against the pins even when the build step's result would do.
  if (modelsDir) await (sources = readModelSources(modelsDir));
  return Object.fromEntries(await Promise.all(names.map(load))) as Record<Name, Uint8Array>;
}

/** A model that the build step left, when it is there and is the pinned one. */
export async function readBuiltModel(name: OnnxModelName): Promise<Uint8Array | undefined> {
  const model = await readFile(join(BUILT_MODELS_FOLDER, `${name}.onnx`)).catch(() => undefined);
  return model && isPinned(name, model) ? model : undefined;
}

function isPinned(name: OnnxModelName, model: Uint8Array): boolean {
  return createHash('sha256').update(model).digest('hex') === BUILT_MODELS[name];
}
