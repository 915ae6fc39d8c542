/** Builds an ONNX model node by node and writes it as protobuf. The messages are the parts we use of onnx.proto (v1.17). */
import protobuf from 'protobufjs';

const { root } = protobuf.parse(
  `syntax = "proto3"; package onnx;
  message AttributeProto { string name = 1; float f = 2; int64 i = 3; bytes s = 4; repeated int64 ints = 8; int32 type = 20; }
  message NodeProto { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated AttributeProto attribute = 5; }
  message TensorProto { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Dimension { int64 dim_value = 1; }
  message TensorShapeProto { repeated Dimension dim = 1; }
  message TensorType { int32 elem_type = 1; TensorShapeProto shape = 2; }
  message TypeProto { TensorType tensor_type = 1; }
  message ValueInfoProto { string name = 1; TypeProto type = 2; }
  message GraphProto { repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5; repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12; }
  message OperatorSetIdProto { string domain = 1; int64 version = 2; }
  message ModelProto { int64 ir_version = 1; string producer_name = 2; GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8; }`,
  { keepCase: true },
);
const ModelProto = root.lookupType('onnx.ModelProto');

const IR_VERSION = 8;
const OPERATOR_SET = 18;
const ELEMENT_TYPE = { float32: 1, int64: 7 } as const;
const ATTRIBUTE_TYPE = { int: 2, text: 3, ints: 7 } as const;

type AttributeValue = number | string | number[];

/** The name of a value that flows through the graph. */
export type ValueName = string;

export class OnnxGraph {
  private readonly nodes: object[] = [];
  private readonly initializers: object[] = [];
  private readonly inputs: object[] = [];
  private readonly outputs: object[] = [];

  constructor(private readonly name: string) {}

  input(name: string, shape: readonly number[]): ValueName {
    this.inputs.push(valueInfo(name, shape));
    return name;
  }

  output(name: string, value: ValueName, shape: readonly number[]): void {
    this.node('Identity', [value], {}, name);
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
    const graph = {
      name: this.name,
      node: this.nodes,
      initializer: this.initializers,
      input: this.inputs,
      output: this.outputs,
    };
    const model = {
      ir_version: IR_VERSION,
      producer_name: 'facegate',
      graph,
      opset_import: [{ domain: '', version: OPERATOR_SET }],
    };
    return ModelProto.encode(ModelProto.fromObject(model)).finish();
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

function valueInfo(name: string, shape: readonly number[]): object {
  const dim = shape.map((size) => ({ dim_value: size }));
  return { name, type: { tensor_type: { elem_type: ELEMENT_TYPE.float32, shape: { dim } } } };
}
