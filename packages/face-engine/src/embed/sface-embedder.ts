import type { OnnxSession } from '../runtime/onnx-session.js';
import type { RgbImage } from '../types.js';
import { FaceEmbedder } from './face-embedder.js';
import { unitLength } from './unit-length.js';

const DIMENSIONS = 128;

/**
 * SFace: 112×112 RGB on the ArcFace template in, 128 float32 out, of length 1. The crop alone: once several pictures are fused its mirror
 * adds nothing, at twice the time. Vectors of crop and mirror together, as they were made before, compare with these as with
 * each other (docs/adr/0017), so both have one model name.
 */
export class SfaceEmbedder extends FaceEmbedder {
  constructor(private readonly session: OnnxSession) {
    super();
  }

  override async embed(aligned: RgbImage): Promise<Float32Array> {
    const { width, height } = aligned;
    const outputs = await this.session.run([1, 3, height, width], (input) => writePlanes(aligned, input));
    const [vector] = Object.values(outputs);
    if (vector?.length !== DIMENSIONS) throw new TypeError('the recognition network gave no vector');
    return unitLength(vector);
  }
}

/** One plane a colour, 0…255. */
function writePlanes({ width, height, data }: RgbImage, planes: Float32Array): void {
  const plane = width * height;
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let c = 0; c < 3; c++) planes[c * plane + pixel] = data[pixel * 3 + c]!;
  }
}
