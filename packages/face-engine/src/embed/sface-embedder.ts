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
    const [vectors] = Object.values(await this.session.run(withMirror(aligned), [2, 3, height, width]));
    if (vectors?.length !== 2 * DIMENSIONS) throw new TypeError('the recognition network gave no vectors');
    const mirror = vectors.subarray(DIMENSIONS);
    return unitLength(vectors.slice(0, DIMENSIONS).map((value, i) => value + mirror[i]!));
  }
}

/** The picture and its mirror: 2 × 3 × height × width, 0…255. */
function withMirror({ width, height, data }: RgbImage): Float32Array {
  const plane = width * height;
  const both = new Float32Array(6 * plane);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < plane; i++) {
      const column = i % width;
      const value = data[i * 3 + c]!;
      both[c * plane + i] = value;
      both[(3 + c) * plane + i - column + (width - 1 - column)] = value;
    }
  }
  return both;
}
