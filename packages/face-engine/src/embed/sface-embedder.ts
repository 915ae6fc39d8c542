import type { OnnxSession } from '../runtime/onnx-session.js';
import type { RgbImage } from '../types.js';
import { FaceEmbedder } from './face-embedder.js';
import { unitLength } from './unit-length.js';

const DIMENSIONS = 128;

/** SFace: 112×112 RGB on the ArcFace template in, 128 float32 out, of length 1; crop and mirrored crop added. */
export class SfaceEmbedder extends FaceEmbedder {
  constructor(private readonly session: OnnxSession) {
    super();
  }

  override async embed(aligned: RgbImage): Promise<Float32Array> {
    const { width, height } = aligned;
    const outputs = await this.session.run([2, 3, height, width], (input) => writeWithMirror(aligned, input));
    const [vectors] = Object.values(outputs);
    if (vectors?.length !== 2 * DIMENSIONS) throw new TypeError('the recognition network gave no vectors');
    const mirror = vectors.subarray(DIMENSIONS);
    return unitLength(vectors.slice(0, DIMENSIONS).map((value, i) => value + mirror[i]!));
  }
}

/** The picture and its mirror: 2 × 3 × height × width, 0…255. */
function writeWithMirror({ width, height, data }: RgbImage, both: Float32Array): void {
  const plane = width * height;
  for (let c = 0; c < 3; c++) {
    for (let row = 0; row < plane; row += width) {
      const to = c * plane + row;
      const mirrored = (3 + c) * plane + row + width - 1;
      for (let column = 0; column < width; column++) {
        const value = data[(row + column) * 3 + c]!;
        both[to + column] = value;
        both[mirrored - column] = value;
      }
    }
  }
}
