/** The single stages, for measuring them apart from each other (bench/). Applications use the package's main entry. */
export { loadSface } from './engines/sface.js';
export { loadTensorflow } from './runtime/tensorflow.js';
