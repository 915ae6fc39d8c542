import { decodeModel, type NodeProto, type TensorProto } from './onnx-proto.js';

/** A convolution with what follows it: BatchNormalization, which is folded into it, and PReLU. */
export interface Layer {
  /** Outputs × inputs of a group × kernel × kernel. */
  weights: Float32Array;
  /** One an output, as all below. */
  bias: Float32Array;
  outputs: number;
  /** 1 when each output has an input of its own (depthwise). */
  groupInputs: number;
  kernel: number;
  stride: number;
  padding: number;
  /** Outputs before the PReLU over the faces that the network was trained on, by its BatchNormalization. */
  mean: Float32Array;
  deviation: Float32Array;
  /** Of the PReLU; the last layer has none. */
  slopes?: Float32Array;
}

export interface SfaceNetwork {
  /** A pixel of 0…255 goes in as `(pixel − offset) · scale`. */
  offset: number;
  scale: number;
  /** The last one takes all that is left of the picture and gives the vector. */
  layers: Layer[];
}

export const isDepthwise = ({ groupInputs, outputs }: Layer): boolean => groupInputs === 1 && outputs > 1;

/**
 * Reads OpenCV Zoo's SFace: one chain of layers.
 * @throws Error on anything that such a chain does not have
 */
export function readSface(bytes: Uint8Array): SfaceNetwork {
  const { graph } = decodeModel(bytes);
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const network: SfaceNetwork = { offset: 0, scale: 1, layers: [] };
  /** A BatchNormalization behind a PReLU: it belongs to the layer that comes. */
  let before: Affine | undefined;
  for (const node of graph.node) {
    const constants = node.input.slice(1).map((name) => tensorOf(tensors, name));
    const layer = network.layers.at(-1);
    if (node.op_type === 'Sub') network.offset = floatsOf(constants[0])[0] ?? 0;
    else if (node.op_type === 'Mul') network.scale = floatsOf(constants[0])[0] ?? 1;
    else if (node.op_type === 'Conv') network.layers.push(convolution(node, constants));
    else if (node.op_type === 'Gemm') {
      network.layers.push(fullyConnected(constants, layer?.outputs ?? 0, before));
      before = undefined;
    } else if (node.op_type === 'PRelu' && layer) layer.slopes = floatsOf(constants[0]);
    else if (node.op_type === 'BatchNormalization' && layer?.slopes) before = affineOf(node, constants);
    else if (node.op_type === 'BatchNormalization' && layer) foldBehind(layer, affineOf(node, constants));
    else if (node.op_type !== 'Dropout' && node.op_type !== 'Flatten') throw new Error(`SFace has no ${node.op_type}.`);
  }
  return network;
}

function convolution({ attribute }: NodeProto, [weights]: TensorProto[]): Layer {
  const [outputs = 0, groupInputs = 0, kernel = 0] = weights?.dims ?? [];
  const first = (name: string): number => attribute.find((entry) => entry.name === name)?.ints?.[0] ?? 0;
  return {
    outputs,
    groupInputs,
    kernel,
    stride: first('strides'),
    padding: first('pads'),
    weights: floatsOf(weights),
    bias: new Float32Array(outputs),
    mean: new Float32Array(outputs),
    deviation: new Float32Array(outputs),
  };
}

/** All inputs to all outputs: a convolution as large as its picture. */
function fullyConnected([weights, bias]: TensorProto[], inputs: number, before: Affine | undefined): Layer {
  const [outputs = 0, width = 0] = weights?.dims ?? [];
  const values = floatsOf(weights);
  const area = width / inputs;
  const sums = floatsOf(bias);
  if (before) {
    for (const [at, value] of values.entries()) {
      const channel = Math.floor((at % width) / area);
      sums[Math.floor(at / width)]! += value * before.shift[channel]!;
      values[at] = value * before.factor[channel]!;
    }
  }
  return {
    outputs,
    groupInputs: inputs,
    kernel: Math.sqrt(area),
    stride: 1,
    padding: 0,
    weights: values,
    bias: sums,
    mean: new Float32Array(outputs),
    deviation: new Float32Array(outputs),
  };
}

/** x · factor + shift, one a channel, and what it makes of the faces of the training: mean and deviation. */
interface Affine {
  factor: Float64Array;
  shift: Float64Array;
  mean: Float32Array;
  deviation: Float32Array;
}

function affineOf({ attribute }: NodeProto, tensors: TensorProto[]): Affine {
  const [deviation, mean, runningMean, runningVariance] = tensors.map(floatsOf);
  if (!deviation || !mean || !runningMean || !runningVariance) throw new Error('An incomplete BatchNormalization.');
  const epsilon = attribute.find(({ name }) => name === 'epsilon')?.f ?? 1e-5;
  const factor = Float64Array.from(deviation, (value, i) => value / Math.sqrt(runningVariance[i]! + epsilon));
  const shift = Float64Array.from(mean, (value, i) => value - runningMean[i]! * factor[i]!);
  return { factor, shift, mean, deviation: deviation.map(Math.abs) };
}

function foldBehind(layer: Layer, { factor, shift, mean, deviation }: Affine): void {
  const inputs = layer.weights.length / layer.outputs;
  layer.weights = layer.weights.map((value, at) => value * factor[Math.floor(at / inputs)]!);
  layer.bias = layer.bias.map((value, i) => value * factor[i]! + shift[i]!);
  Object.assign(layer, { mean, deviation });
}

function tensorOf(tensors: ReadonlyMap<string, TensorProto>, name: string): TensorProto {
  const tensor = tensors.get(name);
  if (!tensor) throw new Error(`${name} is not a constant.`);
  return tensor;
}

function floatsOf(tensor: TensorProto | undefined): Float32Array {
  if (tensor?.float_data?.length) return Float32Array.from(tensor.float_data);
  // A copy, because raw bytes can start anywhere and floats cannot.
  return new Float32Array(new Uint8Array(tensor?.raw_data ?? []).buffer);
}
