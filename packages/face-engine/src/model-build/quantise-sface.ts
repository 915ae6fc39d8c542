import { equalise, rangeOf } from './equalise.js';
import { OnnxGraph, type ValueName } from './onnx-graph.js';
import { prelu } from './pointwise.js';
import { isDepthwise, readSface, type Layer } from './sface-network.js';

const INPUT_SIZE = 112;
/** Layers that stay in float32: few operations, and each face's colours are still in them. */
const FLOAT_LAYERS = 2;
/**
 * The largest weight of a product of matrices. Seven bits: CPUs without VNNI add two products of 8 bits in 16, where larger
 * ones would overflow, and the same face must give the same vector everywhere.
 */
const MAX_PRODUCT_WEIGHT = 63;
const MAX_WEIGHT = 127;
const MAX_UINT8 = 255;

/** Values as uint8: `(value − zeroPoint) · scale`. */
interface Quantised {
  value: ValueName;
  scale: number;
  /** The constants of scale and zero point, as operators take them. */
  parameters: readonly [scale: ValueName, zeroPoint: ValueName];
}

/**
 * SFace in 8-bit integers (uint8 values, int8 weights with one scale an output), which onnxruntime computes in half the
 * time. Scales come from the network's own BatchNormalization, so that it takes no pictures to make it; see
 * eval/README.md for what it costs. One run takes any number of faces.
 * @param bytes OpenCV Zoo's face_recognition_sface_2021dec.onnx
 */
export function quantiseSface(bytes: Uint8Array): Uint8Array {
  const { offset, scale, layers } = readSface(bytes);
  const dense = layers.at(-1);
  if (!dense) throw new Error('SFace without a layer.');
  for (const [i, layer] of layers.entries()) {
    const next = layers[i + 1];
    if (next && i + 1 >= FLOAT_LAYERS) equalise(layer, next);
  }

  const graph = new OnnxGraph('sface');
  const scalar = (value: number): ValueName => graph.constant(Float32Array.of(value), []);
  const pixels = graph.input('data', ['faces', 3, INPUT_SIZE, INPUT_SIZE]);
  let value = graph.node('Mul', [graph.node('Sub', [pixels, scalar(offset)]), scalar(scale)]);
  for (const layer of layers.slice(0, FLOAT_LAYERS)) value = floatLayer(graph, layer, value);
  let quantised = asUint8(graph, behindPrelu(layers[FLOAT_LAYERS - 1]!));
  graph.node('QuantizeLinear', [value, ...quantised.parameters], {}, { output: quantised.value });
  for (const layer of layers.slice(FLOAT_LAYERS, -1)) quantised = integerLayer(graph, layer, quantised);
  graph.output('fc1', vectorOf(graph, dense, quantised), ['faces', dense.outputs]);
  return graph.encode();
}

function floatLayer(graph: OnnxGraph, layer: Layer, input: ValueName): ValueName {
  const weights = graph.constant(layer.weights, shapeOf(layer));
  const bias = graph.constant(layer.bias, [layer.outputs]);
  return prelu(graph, graph.node('Conv', [input, weights, bias], attributesOf(layer)), slopesOf(layer));
}

/** PReLU(x) = x + ReLU((slope − 1)·x) for slopes up to 1; what is below 0 has no place in a uint8 whose zero point is 0. */
function integerLayer(graph: OnnxGraph, layer: Layer, input: Quantised): Quantised {
  const slopes = slopesOf(layer);
  if (slopes.some((slope) => slope > 1)) throw new Error('A PReLU with a slope over 1 among the integers.');
  const before = convolve(graph, layer, input, asUint8(graph, beforePrelu(layer)));
  const lift: Layer = {
    ...layer,
    groupInputs: 1,
    kernel: 1,
    stride: 1,
    padding: 0,
    weights: slopes.map((slope) => slope - 1),
    bias: new Float32Array(layer.outputs),
  };
  const lifted = convolve(graph, lift, before, asUint8(graph, { low: 0, high: mostLift(layer) }));
  const after = asUint8(graph, behindPrelu(layer));
  const operands = [before, lifted].flatMap(({ value, parameters }) => [value, ...parameters]);
  graph.node('QLinearAdd', [...operands, ...after.parameters], {}, { output: after.value, contributed: true });
  return after;
}

function convolve(graph: OnnxGraph, layer: Layer, input: Quantised, output: Quantised): Quantised {
  const { weights, scales, bias } = quantiseWeights(layer, input.scale);
  const constants = [
    graph.constant(weights, shapeOf(layer)),
    graph.constant(scales, [layer.outputs]),
    graph.constant(new Int8Array(layer.outputs), [layer.outputs]),
  ];
  const inputs = [input.value, ...input.parameters, ...constants, ...output.parameters];
  graph.node('QLinearConv', [...inputs, graph.constant(bias, [layer.outputs])], attributesOf(layer), {
    output: output.value,
  });
  return output;
}

/** The last layer as a product of matrices, in floats again: faces × 128. */
function vectorOf(graph: OnnxGraph, layer: Layer, input: Quantised): ValueName {
  const { weights, scales, bias } = quantiseWeights(layer, input.scale);
  const width = weights.length / layer.outputs;
  const columns = new Int8Array(weights.length);
  for (const [at, weight] of weights.entries()) columns[(at % width) * layer.outputs + Math.floor(at / width)] = weight;
  const constants = [
    graph.constant(columns, [width, layer.outputs]),
    graph.constant(scales, [layer.outputs]),
    graph.constant(new Int8Array(layer.outputs), [layer.outputs]),
    graph.constant(bias, [layer.outputs]),
  ];
  const flat = graph.node('Flatten', [input.value]);
  return graph.node('QGemm', [flat, ...input.parameters, ...constants], {}, { contributed: true });
}

interface IntegerWeights {
  weights: Int8Array;
  /** One an output. */
  scales: Float32Array;
  bias: Int32Array;
}

function quantiseWeights(layer: Layer, inputScale: number): IntegerWeights {
  const inputs = layer.weights.length / layer.outputs;
  const most = isDepthwise(layer) ? MAX_WEIGHT : MAX_PRODUCT_WEIGHT;
  const scales = Float32Array.from({ length: layer.outputs }, (_, output) => {
    const own = layer.weights.subarray(output * inputs, (output + 1) * inputs);
    return own.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 1e-9) / most;
  });
  const weights = new Int8Array(layer.weights.length);
  for (const [at, weight] of layer.weights.entries()) {
    weights[at] = Math.round(weight / scales[Math.floor(at / inputs)]!);
  }
  const bias = Int32Array.from(layer.bias, (value, output) => Math.round(value / (scales[output]! * inputScale)));
  return { weights, scales, bias };
}

interface Range {
  low: number;
  high: number;
}

function asUint8(graph: OnnxGraph, { low, high }: Range): Quantised {
  const scale = Math.fround((high - low) / MAX_UINT8);
  const zeroPoint = Math.round(-low / scale);
  const parameters = [
    graph.constant(Float32Array.of(scale), []),
    graph.constant(Uint8Array.of(zeroPoint), []),
  ] as const;
  // Named by a constant of its own, so that the name is free.
  return { value: `${parameters[0]}_uint8`, scale, parameters };
}

const beforePrelu = (layer: Layer): Range => span(layer, (range) => range);
const behindPrelu = (layer: Layer): Range =>
  span(layer, ({ low, high }, slope) => ({ low: Math.min(0, slope * low), high: Math.max(high, slope * low) }));
const mostLift = (layer: Layer): number => span(layer, ({ low }, slope) => ({ low: 0, high: (slope - 1) * low })).high;

/** What encloses the ranges of all channels. */
function span(layer: Layer, toRange: (range: Range, slope: number) => Range): Range {
  const all = Array.from(slopesOf(layer), (slope, channel) => toRange(rangeOf(layer, channel), slope));
  return { low: Math.min(...all.map(({ low }) => low)), high: Math.max(...all.map(({ high }) => high)) };
}

function slopesOf({ slopes }: Layer): Float32Array {
  if (!slopes) throw new Error('A layer without PReLU inside of the chain.');
  return slopes;
}

const shapeOf = ({ outputs, groupInputs, kernel }: Layer): number[] => [outputs, groupInputs, kernel, kernel];

const attributesOf = (layer: Layer): Record<string, number | number[]> => ({
  kernel_shape: [layer.kernel, layer.kernel],
  strides: [layer.stride, layer.stride],
  pads: Array.from({ length: 4 }, () => layer.padding),
  group: isDepthwise(layer) ? layer.outputs : 1,
});
