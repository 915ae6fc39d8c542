/**
 * One function an operator of TensorFlow Lite. Codes are schema.fbs's enum BuiltinOperator; option fields are numbered
 * as in its option tables. Only what MediaPipe's face models use is here, and anything unexpected throws.
 */
import type { FlatTable, TfliteOperator } from './tflite-model.js';
import type { ValueName } from './onnx-graph.js';
import { areBlocked, prelu, widenChannels } from './pointwise.js';
import { permute, type Values } from './values.js';

type Translate = (operator: TfliteOperator, values: Values) => void;

const PADDING_VALID = 1;
const ACTIVATION = { none: 0, relu: 1, relu6: 3 } as const;

export const TRANSLATIONS: Record<number, Translate> = {
  0: elementwise('Add'),
  2: concatenation,
  3: convolution,
  4: depthwiseConvolution,
  6: dequantize,
  14: unary('Sigmoid'),
  17: maxPool,
  18: elementwise('Mul'),
  19: unary('Relu'),
  22: reshape,
  34: pad,
  39: transpose,
  40: reduce('ReduceMean'),
  41: elementwise('Sub'),
  42: elementwise('Div'),
  45: stridedSlice,
  54: preluByChannel,
  59: unary('Neg'),
  74: reduce('ReduceSum'),
  75: unary('Sqrt'),
  76: reciprocalSquareRoot,
  99: squaredDifference,
};

interface Window {
  kernel: [height: number, width: number];
  strides: [height: number, width: number];
  dilations: [height: number, width: number];
}

/** Weights: output, height, width, input → output, input, height, width. */
function convolution(operator: TfliteOperator, values: Values): void {
  convolve(operator, values, { weightOrder: [0, 3, 1, 2], group: 1, activationField: 3, dilationFields: [5, 4] });
}

/** Weights: 1, height, width, channel → channel, 1, height, width. */
function depthwiseConvolution(operator: TfliteOperator, values: Values): void {
  const group = values.shape(operator.inputs[0]!)[3]!;
  convolve(operator, values, { weightOrder: [3, 0, 1, 2], group, activationField: 4, dilationFields: [6, 5] });
}

interface ConvolutionKind {
  weightOrder: number[];
  group: number;
  /** Where the options have it. */
  activationField: number;
  dilationFields: [height: number, width: number];
}

function convolve(operator: TfliteOperator, values: Values, kind: ConvolutionKind): void {
  const [input, weights, bias = -1] = operator.inputs as [number, number, number?];
  const options = demandOptions(operator);
  const { graph } = values;
  const [, kernelHeight = 0, kernelWidth = 0] = values.shape(weights);
  const [dilationHeight, dilationWidth] = kind.dilationFields;
  const window: Window = {
    kernel: [kernelHeight, kernelWidth],
    strides: [options.int32(2), options.int32(1)],
    dilations: [options.int32(dilationHeight, 1), options.int32(dilationWidth, 1)],
  };
  const moved = permute(values.floats(weights), values.shape(weights), kind.weightOrder);
  const inputs = [values.get(input, 'channels-first'), graph.constant(moved.values, moved.shape)];
  if (bias >= 0) inputs.push(graph.constant(values.floats(bias), values.shape(bias)));
  const result = graph.node('Conv', inputs, {
    strides: window.strides,
    dilations: window.dilations,
    pads: padsOf(values.shape(input), window, options.int8(0)),
    group: kind.group,
  });
  const activation = options.int8(kind.activationField);
  values.set(operator.outputs[0]!, 'channels-first', activate(result, activation, values));
}

function maxPool(operator: TfliteOperator, values: Values): void {
  const options = demandOptions(operator);
  const input = operator.inputs[0]!;
  const window: Window = {
    kernel: [options.int32(4), options.int32(3)],
    strides: [options.int32(2), options.int32(1)],
    dilations: [1, 1],
  };
  const result = values.graph.node('MaxPool', [values.get(input, 'channels-first')], {
    kernel_shape: window.kernel,
    strides: window.strides,
    pads: padsOf(values.shape(input), window, options.int8(0)),
  });
  values.set(operator.outputs[0]!, 'channels-first', activate(result, options.int8(5), values));
}

/** TensorFlow's SAME padding puts the odd pixel at the end; ONNX takes it written out: top, left, bottom, right. */
function padsOf([, height = 0, width = 0]: number[], window: Window, padding: number): number[] {
  if (padding === PADDING_VALID) return [0, 0, 0, 0];
  const along = (size: number, side: 0 | 1): [number, number] => {
    const stride = window.strides[side];
    const reach = (window.kernel[side] - 1) * window.dilations[side] + 1;
    const total = Math.max((Math.ceil(size / stride) - 1) * stride + reach - size, 0);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  };
  const [top, bottom] = along(height, 0);
  const [left, right] = along(width, 1);
  return [top, left, bottom, right];
}

function activate(value: ValueName, activation: number, { graph }: Values): ValueName {
  if (activation === ACTIVATION.none) return value;
  if (activation === ACTIVATION.relu) return graph.node('Relu', [value]);
  if (activation === ACTIVATION.relu6)
    return graph.node('Clip', [value, graph.constant(Float32Array.of(0), []), graph.constant(Float32Array.of(6), [])]);
  throw new Error(`Activation ${activation} is not known.`);
}

function dequantize({ inputs, outputs }: TfliteOperator, values: Values): void {
  values.alias(outputs[0]!, inputs[0]!);
}

/** Two operands, which TensorFlow broadcasts from the last dimension as ONNX does. */
function elementwise(type: string): Translate {
  return (operator, values) => {
    const output = operator.outputs[0]!;
    const canBeChannelsFirst = (input: number): boolean => values.isConstant(input) || values.shape(input).length === 4;
    const channelsFirst =
      values.shape(output).length === 4 &&
      operator.inputs.some((input) => values.isChannelsFirst(input)) &&
      operator.inputs.every(canBeChannelsFirst);
    const layout = channelsFirst ? 'channels-first' : 'channels-last';
    const operands = operator.inputs.map((input) => values.get(input, layout));
    const result = values.graph.node(type, operands);
    values.set(output, layout, activate(result, operator.options?.int8(0) ?? ACTIVATION.none, values));
  };
}

function unary(type: string): Translate {
  return ({ inputs, outputs }, values) => {
    const layout = layoutAtHand(inputs[0]!, values);
    values.set(outputs[0]!, layout, values.graph.node(type, [values.get(inputs[0]!, layout)]));
  };
}

function preluByChannel({ inputs, outputs }: TfliteOperator, values: Values): void {
  const [input, slope] = inputs as [number, number];
  const shape = values.shape(slope);
  if (shape.length !== 3 || shape[0] !== 1 || shape[1] !== 1) throw new Error(`A PRELU slope of ${shape.join('×')}.`);
  const result = prelu(values.graph, values.get(input, 'channels-first'), values.floats(slope));
  values.set(outputs[0]!, 'channels-first', result);
}

function reciprocalSquareRoot({ inputs, outputs }: TfliteOperator, values: Values): void {
  const root = values.graph.node('Sqrt', [values.get(inputs[0]!, 'channels-last')]);
  values.set(outputs[0]!, 'channels-last', values.graph.node('Reciprocal', [root]));
}

function squaredDifference({ inputs, outputs }: TfliteOperator, values: Values): void {
  const difference = values.graph.node(
    'Sub',
    inputs.map((input) => values.get(input, 'channels-last')),
  );
  values.set(outputs[0]!, 'channels-last', values.graph.node('Mul', [difference, difference]));
}

function reduce(type: string): Translate {
  return (operator, values) => {
    const [input, axes] = operator.inputs as [number, number];
    const result = values.graph.node(
      type,
      [values.get(input, 'channels-last'), values.graph.integers(values.constant(axes))],
      { keepdims: demandOptions(operator).int8(0) },
    );
    values.set(operator.outputs[0]!, 'channels-last', result);
  };
}

function reshape({ inputs, outputs }: TfliteOperator, values: Values): void {
  const shape = values.graph.integers(values.shape(outputs[0]!));
  const result = values.graph.node('Reshape', [values.get(inputs[0]!, 'channels-last'), shape]);
  values.set(outputs[0]!, 'channels-last', result);
}

function concatenation(operator: TfliteOperator, values: Values): void {
  const options = demandOptions(operator);
  const output = operator.outputs[0]!;
  const axis = options.int32(0);
  const operands = operator.inputs.map((input) => values.get(input, 'channels-last'));
  const result = values.graph.node('Concat', operands, {
    axis: axis < 0 ? axis + values.shape(output).length : axis,
  });
  values.set(output, 'channels-last', activate(result, options.int8(1), values));
}

function transpose({ inputs, outputs }: TfliteOperator, values: Values): void {
  const [input, order] = inputs as [number, number];
  const perm = [...values.constant(order)];
  values.set(
    outputs[0]!,
    'channels-last',
    values.graph.node('Transpose', [values.get(input, 'channels-last')], { perm }),
  );
}

function pad({ inputs, outputs }: TfliteOperator, values: Values): void {
  const [input, paddings] = inputs as [number, number];
  // One pair (before, after) a dimension, in TensorFlow's order; ONNX takes all befores, then all afters.
  const pairs = values.constant(paddings);
  const layout = layoutAtHand(input, values);
  const output = outputs[0]!;
  const [from = 0, to = 0] = [values.shape(input)[3], values.shape(output)[3]];
  const onlyChannelsBehind = pairs.every((size, at) => size === 0 || at === pairs.length - 1);
  if (layout === 'channels-first' && onlyChannelsBehind && areBlocked(from, to)) {
    values.set(output, layout, widenChannels(values.graph, values.get(input, layout), from, to));
    return;
  }
  const order = layout === 'channels-first' ? [0, 3, 1, 2] : values.shape(input).map((_, dimension) => dimension);
  const pads = [...order.map((k) => pairs[2 * k]!), ...order.map((k) => pairs[2 * k + 1]!)];
  const result = values.graph.node('Pad', [values.get(input, layout), values.graph.integers(pads)], {
    mode: 'constant',
  });
  values.set(output, layout, result);
}

function stridedSlice(operator: TfliteOperator, values: Values): void {
  const [input, begin, end, strides] = operator.inputs as [number, number, number, number];
  const output = operator.outputs[0]!;
  const options = demandOptions(operator);
  const [beginMask, endMask, ellipsisMask, newAxisMask, shrinkMask] = [0, 1, 2, 3, 4].map((field) =>
    options.int32(field),
  );
  if (ellipsisMask || newAxisMask) throw new Error('A strided slice with an ellipsis or a new axis.');
  const shape = values.shape(input);
  const starts = shape.map((_, k) => (isSet(beginMask, k) ? 0 : values.constant(begin)[k]!));
  const ends = shape.map((size, k) => {
    if (isSet(shrinkMask, k)) return starts[k]! + 1;
    return isSet(endMask, k) ? size : values.constant(end)[k]!;
  });
  const { graph } = values;
  const slice = graph.node('Slice', [
    values.get(input, 'channels-last'),
    graph.integers(starts),
    graph.integers(ends),
    graph.integers(shape.map((_, dimension) => dimension)),
    graph.integers(values.constant(strides)),
  ]);
  // Dropped dimensions go by reshaping.
  const result = graph.node('Reshape', [slice, graph.integers(values.shape(output))]);
  values.set(output, 'channels-last', result);
}

const isSet = (mask: number | undefined, dimension: number): boolean => (((mask ?? 0) >> dimension) & 1) === 1;

function layoutAtHand(index: number, values: Values): 'channels-first' | 'channels-last' {
  return values.isChannelsFirst(index) ? 'channels-first' : 'channels-last';
}

function demandOptions({ code, options }: TfliteOperator): FlatTable {
  if (!options) throw new Error(`Operator ${code} has no options.`);
  return options;
}
