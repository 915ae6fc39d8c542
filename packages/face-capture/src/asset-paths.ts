/**
 * Where the tracker's files live on our own origin, below the app's base path. The folder names what is in it, so
 * that its files can be cached for ever. `faceCaptureAssets()` of `./vite` puts them there.
 */
export const TASKS_VISION_VERSION = '1.1.0';

/** MediaPipe's published face_landmarker float16/1 bundle. */
export const FACE_LANDMARKER_SHA256 = '64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff';

export const ASSET_FOLDER = `face-capture/mediapipe-${TASKS_VISION_VERSION}-${FACE_LANDMARKER_SHA256.slice(0, 8)}`;

/** Every browser that runs the rest of this package has WebAssembly SIMD; the variant without it is not needed. */
export const WASM_LOADER = 'vision_wasm_internal.js';
export const WASM_BINARY = 'vision_wasm_internal.wasm';
export const MODEL = 'face_landmarker.task';
