import { OnnxGraph, type Shape } from './onnx-graph.js';
import { decodeModel, type NodeProto, type TensorProto, type ValueInfoProto } from './onnx-proto.js';
import { prelu } from './pointwise.js';

/**
 * SFace as onnxruntime runs it fastest, with the same results: weights are no longer listed as inputs (as older exporters
 * do: it makes them overridable, and onnxruntime then folds no BatchNormalization), each PReLU is made of convolutions,
 * and one run takes any number of faces.
 * @param bytes ONNX protobuf with its weights inside
 * @throws Error when a PReLU's slopes are no constant of one slope a channel
 */
export function optimiseSface(bytes: Uint8Array): Uint8Array {
  const { graph: source, opset_import } = decodeModel(bytes);
  const constants = new Map(source.initializer.map((tensor) => [tensor.name, tensor]));
  const slopes = new Set(source.node.filter(isPrelu).map(({ input }) => input[1]));
  const graph = new OnnxGraph(source.name, opset_import[0]?.version);
  for (const input of source.input) if (!constants.has(input.name)) graph.input(input.name, manyOf(input));
  for (const tensor of source.initializer) if (!slopes.has(tensor.name)) graph.adoptConstant(tensor);
  for (const node of source.node) {
    if (!isPrelu(node)) {
      graph.adoptNode(node);
      continue;
    }
    const [input = '', slope = ''] = node.input;
    prelu(graph, input, slopesOf(constants.get(slope)), node.output[0]);
  }
  for (const output of source.output) graph.output(output.name, output.name, manyOf(output));
  return graph.encode();
}

const isPrelu = ({ op_type }: NodeProto): boolean => op_type === 'PRelu';

/** The shape with any number of faces for its first dimension. */
function manyOf({ type }: ValueInfoProto): Shape {
  return ['faces', ...type.tensor_type.shape.dim.slice(1).map(({ dim_value = 0 }) => dim_value)];
}

function slopesOf(tensor: TensorProto | undefined): Float32Array {
  const [channels, ...others] = tensor?.dims ?? [];
  if (!tensor || others.some((size) => size !== 1)) throw new Error('A PReLU with other slopes than one a channel.');
  // A copy, because raw bytes can start anywhere and floats cannot.
  const values = tensor.float_data?.length
    ? Float32Array.from(tensor.float_data)
    : new Float32Array(Uint8Array.from(tensor.raw_data ?? []).buffer);
  if (values.length !== channels) throw new Error('A PReLU with other slopes than one a channel.');
  return values;
}
