import type * as FaceApi from '@vladmandic/face-api';
import { cropClipped } from '../image/raster.js';
import { resizeToFit } from '../image/resize.js';
import { FACE_LANDMARK_68 } from '../models.js';
import { loadWeights, withTensor, type TensorflowRuntime } from '../runtime/tensorflow.js';
import type { Detection } from '../detect/face-detector.js';
import type { FaceLandmarks, RgbImage } from '../types.js';
import { toFaceLandmarks } from './ibug-68.js';
import { LandmarkFinder } from './landmark-finder.js';

/** The side in pixels that the network is built for. */
const INPUT_SIZE = 112;

/** The 68-point network of face-api. */
export class FaceApiLandmarks extends LandmarkFinder {
  static async load(runtime: TensorflowRuntime, modelsDir?: string): Promise<FaceApiLandmarks> {
    const net = new runtime.faceApi.FaceLandmark68Net();
    await loadWeights(runtime, net, FACE_LANDMARK_68, modelsDir);
    return new FaceApiLandmarks(runtime, net);
  }

  private constructor(
    private readonly runtime: TensorflowRuntime,
    private readonly net: FaceApi.FaceLandmark68Net,
  ) {
    super();
  }

  override async find(image: RgbImage, { box }: Detection): Promise<FaceLandmarks> {
    const { crop, x, y } = cropClipped(image, box);
    const found = await withTensor(this.runtime, resizeToFit(crop, INPUT_SIZE), (tensor) =>
      this.net.detectLandmarks(tensor),
    );
    const landmarks = Array.isArray(found) ? found[0] : found;
    if (!landmarks) throw new TypeError('the landmark network gave nothing for one face');
    return toFaceLandmarks(
      landmarks.relativePositions.map((point) => ({
        x: x + point.x * crop.width,
        y: y + point.y * crop.height,
      })),
    );
  }
}
