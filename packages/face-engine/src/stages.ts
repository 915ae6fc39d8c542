/** The single stages, for measuring them apart from each other (bench/, eval/). Applications use the package's main entry. */
export { SsdDetector } from './detect/ssd-detector.js';
export { TinyFaceDetector } from './detect/tiny-face-detector.js';
export { loadFaceApi } from './engines/face-api.js';
export { loadSface } from './engines/sface.js';
export { loadTensorflow } from './runtime/tensorflow.js';
