import { OnnxGraph, type ValueName } from './onnx-graph.js';
import type { TfliteModel } from './tflite-model.js';

const TO_CHANNELS_FIRST = [0, 3, 1, 2] as const;
const TO_CHANNELS_LAST = [0, 2, 3, 1] as const;

/** Where a four-dimensional value has its channels: TensorFlow puts them last (NHWC), ONNX first (NCHW). */
export type Layout = 'channels-last' | 'channels-first';

/**
 * The values of a translation in either layout. A value is transposed only when somebody asks for the layout it is not
 * in, so that a run of convolutions stays channels-first from end to end.
 */
export class Values {
  private readonly names = new Map<number, Partial<Record<Layout, ValueName>>>();
  private readonly constants = new Map<number, Float32Array | Int32Array>();

  constructor(
    private readonly model: TfliteModel,
    readonly graph: OnnxGraph,
  ) {
    for (const [index, { constant }] of model.tensors.entries()) if (constant) this.constants.set(index, constant);
  }

  shape(index: number): number[] {
    return this.model.tensors[index]!.shape;
  }

  isConstant(index: number): boolean {
    return this.constants.has(index);
  }

  constant(index: number): Float32Array | Int32Array {
    const constant = this.constants.get(index);
    if (!constant) throw new Error(`Tensor ${index} is not a constant.`);
    return constant;
  }

  floats(index: number): Float32Array {
    const constant = this.constant(index);
    if (constant instanceof Float32Array) return constant;
    throw new Error(`Tensor ${index} is not of floats.`);
  }

  /** A constant under another index, e.g. one that was stored in half precision. */
  alias(index: number, of: number): void {
    this.constants.set(index, this.constant(of));
  }

  set(index: number, layout: Layout, name: ValueName): void {
    this.names.set(index, { [layout]: name });
  }

  /** Whether the value is at hand channels-first without a transposition. */
  isChannelsFirst(index: number): boolean {
    return this.names.get(index)?.['channels-first'] !== undefined;
  }

  get(index: number, layout: Layout): ValueName {
    const known = this.names.get(index) ?? {};
    const name = known[layout] ?? this.make(index, layout, known);
    if (!this.isConstant(index)) this.names.set(index, { ...known, [layout]: name });
    return name;
  }

  private make(index: number, layout: Layout, known: Partial<Record<Layout, ValueName>>): ValueName {
    if (this.isConstant(index)) return this.constantIn(index, layout);
    if (layout === 'channels-first' && known['channels-last'])
      return this.graph.node('Transpose', [known['channels-last']], { perm: [...TO_CHANNELS_FIRST] });
    if (layout === 'channels-last' && known['channels-first'])
      return this.graph.node('Transpose', [known['channels-first']], { perm: [...TO_CHANNELS_LAST] });
    throw new Error(`Tensor ${index} is used before it is computed.`);
  }

  private constantIn(index: number, layout: Layout): ValueName {
    const values = this.floats(index);
    const shape = this.shape(index);
    if (layout === 'channels-last') return this.graph.constant(values, shape);
    const padded = [...Array.from({ length: 4 - shape.length }, () => 1), ...shape];
    const moved = permute(values, padded, TO_CHANNELS_FIRST);
    return this.graph.constant(moved.values, moved.shape);
  }
}

/** Reorders the dimensions of a dense tensor: dimension `k` of the result is dimension `order[k]` of the source. */
export function permute(
  values: Float32Array,
  shape: readonly number[],
  order: readonly number[],
): { values: Float32Array; shape: number[] } {
  const strides = shape.map((_, dimension) => shape.slice(dimension + 1).reduce((product, size) => product * size, 1));
  const resultShape = order.map((dimension) => shape[dimension]!);
  const result = new Float32Array(values.length);
  const position = resultShape.map(() => 0);
  for (let at = 0; at < result.length; at++) {
    const from = position.reduce((sum, coordinate, k) => sum + coordinate * strides[order[k]!]!, 0);
    result[at] = values[from]!;
    for (let k = position.length - 1; k >= 0 && ++position[k]! === resultShape[k]; k--) position[k] = 0;
  }
  return { values: result, shape: resultShape };
}
