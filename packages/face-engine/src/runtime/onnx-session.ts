import { InferenceSession, Tensor } from 'onnxruntime-node';

/** One graph on one thread: the pool's workers are the parallelism. */
const OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  // Older graphs make it warn thousands of times.
  logSeverityLevel: 3,
};

/** A graph of float32 tensors with one input. */
export class OnnxSession {
  static async load(model: Uint8Array): Promise<OnnxSession> {
    return new OnnxSession(await InferenceSession.create(model, OPTIONS));
  }

  private constructor(private readonly session: InferenceSession) {}

  /** Runs the graph on its only input; the outputs by name. */
  async run(input: Float32Array, shape: readonly number[]): Promise<Record<string, Float32Array>> {
    const [name = ''] = this.session.inputNames;
    const outputs = await this.session.run({ [name]: new Tensor('float32', input, shape) });
    return Object.fromEntries(
      Object.entries(outputs).map(([output, { data }]) => {
        if (!(data instanceof Float32Array)) throw new TypeError(`${output} is not of float32`);
        return [output, data];
      }),
    );
  }
}
