// First of all: the library reads the environment when it loads.
import './onnx-telemetry-off.js';

/** onnxruntime without its telemetry. The only file that may import the library. */
export { InferenceSession, Tensor } from 'onnxruntime-node';
