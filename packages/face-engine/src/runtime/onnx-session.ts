import { InferenceSession, Tensor } from './onnx-runtime.js';

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

  /** Inputs of former runs: taking new memory from the system each time costs up to half a millisecond. */
  readonly #inputs: Float32Array[] = [];

  private constructor(private readonly session: InferenceSession) {}

  /**
   * Runs the graph on its only input, of one shape in all runs; the outputs by name.
   * @param fill writes the whole input, which still has an earlier run's values
   */
  async run(shape: readonly number[], fill: (input: Float32Array) => void): Promise<Record<string, Float32Array>> {
    const size = shape.reduce((product, side) => product * side, 1);
    const input = this.#inputs.pop() ?? new Float32Array(size);
    try {
      fill(input);
      return await this.runOn(new Tensor('float32', input, shape));
    } finally {
      this.#inputs.push(input);
    }
  }

  private async runOn(input: Tensor): Promise<Record<string, Float32Array>> {
    const [name = ''] = this.session.inputNames;
    const outputs = await this.session.run({ [name]: input });
    return Object.fromEntries(
      Object.entries(outputs).map(([output, { data }]) => {
        if (!(data instanceof Float32Array)) throw new TypeError(`${output} is not of float32`);
        return [output, data];
      }),
    );
  }
}
