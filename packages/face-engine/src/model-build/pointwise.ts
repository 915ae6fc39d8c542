/**
 * Operators written as 1×1 convolutions. onnxruntime keeps convolutions in a blocked layout (NCHWc) and knows no PReLU
 * and no padding of channels there, so that each of them costs two conversions besides itself.
 */
import type { OnnxGraph, ValueName } from './onnx-graph.js';

/**
 * PReLU(x) = x + (1 − slope)·ReLU(−x), one slope a channel, channels first. onnxruntime makes two passes of it: a convolution
 * with its ReLU, and one with its sum.
 */
export function prelu(graph: OnnxGraph, input: ValueName, slopes: Float32Array): ValueName {
  const scaled = (value: ValueName, factors: Float32Array): ValueName =>
    graph.node('Conv', [value, graph.constant(factors, [factors.length, 1, 1, 1])], {
      kernel_shape: [1, 1],
      group: factors.length,
    });
  const minusOnes = new Float32Array(slopes.length).fill(-1);
  const remainders = slopes.map((slope) => 1 - slope);
  const negative = graph.node('Relu', [scaled(input, minusOnes)]);
  return graph.node('Add', [scaled(negative, remainders), input]);
}

/** Channels that onnxruntime keeps together in NCHWc (8 on a CPU without AVX-512); other counts cost conversions anyway. */
const BLOCK = 16;
export const areBlocked = (...channels: number[]): boolean => channels.every((count) => count % BLOCK === 0);

/** Adds channels of zeros behind the ones there are. */
export function widenChannels(graph: OnnxGraph, input: ValueName, from: number, to: number): ValueName {
  const identity = new Float32Array(to * from);
  for (let channel = 0; channel < from; channel++) identity[channel * from + channel] = 1;
  return graph.node('Conv', [input, graph.constant(identity, [to, from, 1, 1])], { kernel_shape: [1, 1] });
}
