/** The single stages, for measuring them apart from each other (bench/, eval/). Applications use the package's main entry. */
export { DlibChipAligner } from './align/dlib-chip-aligner.js';
export { SsdDetector } from './detect/ssd-detector.js';
export { TinyFaceDetector } from './detect/tiny-face-detector.js';
export { FaceApiEmbedder } from './embed/face-api-embedder.js';
export { FaceApiLandmarks } from './landmarks/face-api-landmarks.js';
export { loadTensorflow } from './runtime/tensorflow.js';
