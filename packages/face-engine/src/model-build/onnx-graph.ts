import {
  encodeModel,
  type AttributeProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './onnx-proto.js';

const IR_VERSION = 8;
const OPERATOR_SET = 18;
/** onnxruntime's own operators. */
const CONTRIBUTED = { domain: 'com.microsoft', version: 1 };
const ATTRIBUTE_TYPE = { int: 2, text: 3, ints: 7 } as const;

/** In onnx.proto's enum TensorProto.DataType. */
const ELEMENT_TYPES = [
  [Float32Array, 1],
  [Uint8Array, 2],
  [Int8Array, 3],
  [Int32Array, 6],
  [BigInt64Array, 7],
] as const;
const FLOAT32 = 1;
type Elements = Float32Array | Uint8Array | Int8Array | Int32Array | BigInt64Array;

type AttributeValue = number | string | number[];

/** The name of a value that flows through the graph. */
export type ValueName = string;

/** Sizes of a tensor's dimensions; a name stands for a size that each run may choose. */
export type Shape = readonly (number | string)[];

/** Builds an ONNX model node by node. */
export class OnnxGraph {
  private readonly nodes: NodeProto[] = [];
  private readonly initializers: TensorProto[] = [];
  private readonly inputs: ValueInfoProto[] = [];
  private readonly outputs: ValueInfoProto[] = [];

  constructor(private readonly name: string) {}

  input(name: string, shape: Shape): ValueName {
    this.inputs.push(valueInfo(name, shape));
    return name;
  }

  output(name: string, value: ValueName, shape: Shape): void {
    this.node('Identity', [value], {}, { output: name });
    this.outputs.push(valueInfo(name, shape));
  }

  /** Adds a node with one output; `contributed` takes the operator from onnxruntime's own. */
  node(
    type: string,
    inputs: readonly ValueName[],
    attributes: Record<string, AttributeValue> = {},
    { output = `value_${this.nodes.length}`, contributed = false }: { output?: ValueName; contributed?: boolean } = {},
  ): ValueName {
    this.nodes.push({
      name: `node_${this.nodes.length}`,
      op_type: type,
      input: inputs,
      output: [output],
      attribute: Object.entries(attributes).map(([name, value]) => attributeProto(name, value)),
      domain: contributed ? CONTRIBUTED.domain : '',
    });
    return output;
  }

  constant(values: Elements, shape: readonly number[]): ValueName {
    const name = `constant_${this.initializers.length}`;
    const raw_data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.initializers.push({ name, dims: shape, data_type: elementType(values), raw_data });
    return name;
  }

  /** One dimension of int64, as operators take shapes, axes and pads. */
  integers(values: Iterable<number>): ValueName {
    const wide = BigInt64Array.from([...values], BigInt);
    return this.constant(wide, [wide.length]);
  }

  /** The model as protobuf: the same graph gives the same bytes. */
  encode(): Uint8Array {
    return encodeModel({
      ir_version: IR_VERSION,
      producer_name: 'facegate',
      graph: {
        name: this.name,
        node: this.nodes,
        initializer: this.initializers,
        input: this.inputs,
        output: this.outputs,
      },
      opset_import: [{ domain: '', version: OPERATOR_SET }, CONTRIBUTED],
    });
  }
}

function elementType(values: Elements): number {
  const [, type] = ELEMENT_TYPES.find(([kind]) => values instanceof kind) ?? [];
  if (type === undefined) throw new TypeError('A constant of elements that ONNX does not know.');
  return type;
}

function attributeProto(name: string, value: AttributeValue): AttributeProto {
  if (typeof value === 'number') return { name, type: ATTRIBUTE_TYPE.int, i: value };
  if (typeof value === 'string') return { name, type: ATTRIBUTE_TYPE.text, s: new TextEncoder().encode(value) };
  return { name, type: ATTRIBUTE_TYPE.ints, ints: value };
}

function valueInfo(name: string, shape: Shape): ValueInfoProto {
  const dim = shape.map((size) => (typeof size === 'number' ? { dim_value: size } : { dim_param: size }));
  return { name, type: { tensor_type: { elem_type: FLOAT32, shape: { dim } } } };
}
