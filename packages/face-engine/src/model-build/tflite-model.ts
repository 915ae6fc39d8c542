/**
 * Reads the parts of a TensorFlow Lite model that a translation needs. Field numbers are those of TensorFlow's
 * schema.fbs (tensorflow/compiler/mlir/lite/schema/schema.fbs), which only ever appends.
 */
import { ByteBuffer } from 'flatbuffers';

/** schema.fbs: enum TensorType. */
const TENSOR_TYPE = { float32: 0, float16: 1, int32: 2 } as const;

export interface TfliteTensor {
  name: string;
  /** NHWC where it has four dimensions. */
  shape: number[];
  /** The values of a constant, widened from float16. Undefined for what is computed. */
  constant?: Float32Array | Int32Array;
}

export interface TfliteOperator {
  /** schema.fbs: enum BuiltinOperator. */
  code: number;
  /** Indices of tensors; −1 stands for an optional input left out. */
  inputs: number[];
  outputs: number[];
  options: FlatTable | undefined;
}

export interface TfliteModel {
  tensors: TfliteTensor[];
  operators: TfliteOperator[];
  inputs: number[];
  outputs: number[];
}

/** A table of a flatbuffer, read by field number; a field left out has its default. */
export class FlatTable {
  constructor(
    private readonly buffer: ByteBuffer,
    private readonly position: number,
  ) {}

  static root(bytes: Uint8Array): FlatTable {
    const buffer = new ByteBuffer(bytes);
    return new FlatTable(buffer, buffer.readInt32(buffer.position()) + buffer.position());
  }

  int8(field: number, byDefault = 0): number {
    const offset = this.offset(field);
    return offset ? this.buffer.readInt8(this.position + offset) : byDefault;
  }

  int32(field: number, byDefault = 0): number {
    const offset = this.offset(field);
    return offset ? this.buffer.readInt32(this.position + offset) : byDefault;
  }

  text(field: number): string {
    const offset = this.offset(field);
    return offset ? String(this.buffer.__string(this.position + offset)) : '';
  }

  table(field: number): FlatTable | undefined {
    const offset = this.offset(field);
    return offset ? this.at(this.buffer.__indirect(this.position + offset)) : undefined;
  }

  tables(field: number): FlatTable[] {
    return this.vector(field, (at) => this.at(this.buffer.__indirect(at)));
  }

  int32s(field: number): number[] {
    return this.vector(field, (at) => this.buffer.readInt32(at));
  }

  bytes(field: number): Uint8Array | undefined {
    const offset = this.offset(field);
    if (!offset) return undefined;
    const start = this.buffer.__vector(this.position + offset);
    // A copy, aligned for the wider typed arrays.
    return new Uint8Array(
      this.buffer.bytes().subarray(start, start + this.buffer.__vector_len(this.position + offset)),
    );
  }

  private vector<T>(field: number, read: (at: number) => T): T[] {
    const offset = this.offset(field);
    if (!offset) return [];
    const start = this.buffer.__vector(this.position + offset);
    const length = this.buffer.__vector_len(this.position + offset);
    return Array.from({ length }, (_, index) => read(start + 4 * index));
  }

  private at(position: number): FlatTable {
    return new FlatTable(this.buffer, position);
  }

  private offset(field: number): number {
    return this.buffer.__offset(this.position, 4 + 2 * field);
  }
}

export function readTflite(bytes: Uint8Array): TfliteModel {
  const model = FlatTable.root(bytes);
  // A code past 127 stands in field 3 only; smaller ones may stand in field 0 only.
  const codes = model.tables(1).map((code) => Math.max(code.int8(0), code.int32(3)));
  const buffers = model.tables(4);
  const [graph, ...others] = model.tables(2);
  if (!graph || others.length > 0) throw new Error('A model with exactly one subgraph was expected.');
  return {
    tensors: graph.tables(0).map((tensor) => ({
      name: tensor.text(3),
      shape: tensor.int32s(0),
      constant: constantOf(tensor.int8(1), buffers[tensor.int32(2)]?.bytes(0)),
    })),
    operators: graph.tables(3).map((operator) => ({
      code: codes[operator.int32(0)] ?? -1,
      inputs: operator.int32s(1),
      outputs: operator.int32s(2),
      options: operator.table(4),
    })),
    inputs: graph.int32s(1),
    outputs: graph.int32s(2),
  };
}

function constantOf(type: number, bytes: Uint8Array | undefined): Float32Array | Int32Array | undefined {
  if (!bytes || bytes.length === 0) return undefined;
  if (type === TENSOR_TYPE.float32) return new Float32Array(bytes.buffer);
  if (type === TENSOR_TYPE.float16) return Float32Array.from(new Uint16Array(bytes.buffer), widenFloat16);
  if (type === TENSOR_TYPE.int32) return new Int32Array(bytes.buffer);
  throw new Error(`A constant of tensor type ${type} was not expected.`);
}

/** IEEE 754 binary16 → number. */
function widenFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
