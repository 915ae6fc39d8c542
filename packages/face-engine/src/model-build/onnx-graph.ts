import { encodeModel, type NodeProto, type TensorProto, type ValueInfoProto } from './onnx-proto.js';

const IR_VERSION = 8;
const OPERATOR_SET = 18;
const ELEMENT_TYPE = { float32: 1, int64: 7 } as const;
const ATTRIBUTE_TYPE = { int: 2, text: 3, ints: 7 } as const;

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

  constructor(
    private readonly name: string,
    private readonly operatorSet = OPERATOR_SET,
  ) {}

  input(name: string, shape: Shape): ValueName {
    this.inputs.push(valueInfo(name, shape));
    return name;
  }

  output(name: string, value: ValueName, shape: Shape): void {
    if (value !== name) this.node('Identity', [value], {}, name);
    this.outputs.push(valueInfo(name, shape));
  }

  /** Adds a node with one output. */
  node(
    type: string,
    inputs: readonly ValueName[],
    attributes: Record<string, AttributeValue> = {},
    output: ValueName = `value_${this.nodes.length}`,
  ): ValueName {
    const attribute = Object.entries(attributes).map(([name, value]) => attributeProto(name, value));
    this.nodes.push({ name: `node_${this.nodes.length}`, op_type: type, input: inputs, output: [output], attribute });
    return output;
  }

  /** Takes a node of another model over as it is. */
  adoptNode(node: NodeProto): void {
    this.nodes.push(node);
  }

  /** Takes a constant of another model over as it is. */
  adoptConstant(tensor: TensorProto): void {
    this.initializers.push(tensor);
  }

  floats(values: Float32Array, shape: readonly number[]): ValueName {
    return this.initializer(ELEMENT_TYPE.float32, values, shape);
  }

  /** One dimension of int64, as operators take shapes, axes and pads. */
  integers(values: Iterable<number>): ValueName {
    const wide = BigInt64Array.from([...values], BigInt);
    return this.initializer(ELEMENT_TYPE.int64, wide, [wide.length]);
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
      opset_import: [{ domain: '', version: this.operatorSet }],
    });
  }

  private initializer(type: number, values: Float32Array | BigInt64Array, dims: readonly number[]): ValueName {
    const name = `constant_${this.initializers.length}`;
    const raw_data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.initializers.push({ name, dims, data_type: type, raw_data });
    return name;
  }
}

function attributeProto(name: string, value: AttributeValue): object {
  if (typeof value === 'number') return { name, type: ATTRIBUTE_TYPE.int, i: value };
  if (typeof value === 'string') return { name, type: ATTRIBUTE_TYPE.text, s: new TextEncoder().encode(value) };
  return { name, type: ATTRIBUTE_TYPE.ints, ints: value };
}

function valueInfo(name: string, shape: Shape): ValueInfoProto {
  const dim = shape.map((size) => (typeof size === 'number' ? { dim_value: size } : { dim_param: size }));
  return { name, type: { tensor_type: { elem_type: ELEMENT_TYPE.float32, shape: { dim } } } };
}
