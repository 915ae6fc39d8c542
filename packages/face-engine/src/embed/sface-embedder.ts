import { mirrored } from '../image/raster.js';
import type { OnnxSession } from '../runtime/onnx-session.js';
import type { RgbImage } from '../types.js';
import { FaceEmbedder } from './face-embedder.js';
import { unitLength } from './unit-length.js';

/** SFace: 112×112 RGB on the ArcFace template in, 128 float32 out, of length 1; crop and mirrored crop added. */
export class SfaceEmbedder extends FaceEmbedder {
  constructor(private readonly session: OnnxSession) {
    super();
  }

  override async embed(aligned: RgbImage): Promise<Float32Array> {
    const crop = await this.vectorOf(aligned);
    const mirror = await this.vectorOf(mirrored(aligned));
    return unitLength(crop.map((value, i) => value + mirror[i]!));
  }

  private async vectorOf({ width, height, data }: RgbImage): Promise<Float32Array> {
    const plane = width * height;
    const input = new Float32Array(3 * plane);
    for (let i = 0; i < plane; i++) for (let c = 0; c < 3; c++) input[c * plane + i] = data[i * 3 + c]!;
    const [vector] = Object.values(await this.session.run(input, [1, 3, height, width]));
    if (vector?.length !== 128) throw new TypeError('the recognition network gave no vector');
    return vector;
  }
}
