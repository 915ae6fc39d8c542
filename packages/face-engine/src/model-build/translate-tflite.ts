import { OnnxGraph } from './onnx-graph.js';
import { TRANSLATIONS } from './operators.js';
import { readTflite } from './tflite-model.js';
import { Values } from './values.js';

/**
 * Translates a TensorFlow Lite model of floats into ONNX. Inputs and outputs keep their names (without `:0`), order and
 * shapes, but that pictures go in channels first; weights stored in half precision are widened.
 * @throws Error on an operator or option that is not known here: nothing is guessed
 */
export function translateTflite(bytes: Uint8Array, name: string): Uint8Array {
  const model = readTflite(bytes);
  const graph = new OnnxGraph(name);
  const values = new Values(model, graph);
  for (const input of model.inputs) {
    const { name: tensorName, shape } = model.tensors[input]!;
    const [count = 0, height = 0, width = 0, channels = 0] = shape;
    const isPicture = shape.length === 4;
    const inputShape = isPicture ? [count, channels, height, width] : shape;
    values.set(input, isPicture ? 'channels-first' : 'channels-last', graph.input(plainName(tensorName), inputShape));
  }
  for (const operator of model.operators) {
    const translate = TRANSLATIONS[operator.code];
    if (!translate) throw new Error(`${name}: operator ${operator.code} is not known.`);
    translate(operator, values);
  }
  for (const output of model.outputs) {
    const { name: tensorName, shape } = model.tensors[output]!;
    graph.output(plainName(tensorName), values.get(output, 'channels-last'), shape);
  }
  return graph.encode();
}

function plainName(tensorName: string): string {
  return tensorName.replace(/:\d+$/, '');
}
