import protobuf from 'protobufjs';

/** onnx.proto field numbers. */
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const GRAPH_INPUT = 11;
const TENSOR_NAME = 8;
const VALUE_NAME = 1;

interface Field {
  number: number;
  /** The field with its tag. */
  whole: Uint8Array;
  /** The field's own bytes, when it has a length. */
  payload: Uint8Array;
}

/**
 * Takes the initializers out of `graph.input`. Older exporters list every weight there too, which makes it overridable,
 * and onnxruntime then folds no constants (for SFace: 29 BatchNormalizations). Nothing else of the file changes.
 * @param model ONNX protobuf, of IR version 4 or later (before that the list was demanded)
 */
export function foldInitializers(model: Uint8Array): Uint8Array {
  const rewritten = fieldsOf(model).map((field) =>
    field.number === MODEL_GRAPH ? lengthDelimited(MODEL_GRAPH, withoutWeightInputs(field.payload)) : field.whole,
  );
  return concatenate(rewritten);
}

function withoutWeightInputs(graph: Uint8Array): Uint8Array {
  const fields = fieldsOf(graph);
  const weights = new Set(
    fields.filter(({ number }) => number === GRAPH_INITIALIZER).map(({ payload }) => nameOf(payload, TENSOR_NAME)),
  );
  const kept = fields.filter(
    ({ number, payload }) => !(number === GRAPH_INPUT && weights.has(nameOf(payload, VALUE_NAME))),
  );
  return concatenate(kept.map(({ whole }) => whole));
}

function nameOf(message: Uint8Array, field: number): string {
  const payload = fieldsOf(message).find(({ number }) => number === field)?.payload;
  return new TextDecoder().decode(payload);
}

function fieldsOf(message: Uint8Array): Field[] {
  const reader = protobuf.Reader.create(message);
  const fields: Field[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const tag = reader.uint32();
    const afterTag = reader.pos;
    reader.skipType(tag & 7);
    const whole = message.subarray(start, reader.pos);
    fields.push({ number: tag >>> 3, whole, payload: payloadOf(message, tag & 7, afterTag) });
  }
  return fields;
}

function payloadOf(message: Uint8Array, wireType: number, at: number): Uint8Array {
  if (wireType !== 2) return new Uint8Array();
  const reader = protobuf.Reader.create(message);
  reader.pos = at;
  return reader.bytes();
}

function lengthDelimited(field: number, payload: Uint8Array): Uint8Array {
  const writer = protobuf.Writer.create();
  return writer
    .uint32((field << 3) | 2)
    .bytes(payload)
    .finish();
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
