import type { OnnxSession } from '../runtime/onnx-session.js';
import type { EyesOpen, FaceLandmarks } from '../types.js';
import { EyeMeter } from './eye-meter.js';

/** The points that the blendshape network reads (kLandmarksSubsetIdxs of MediaPipe's face_blendshapes_graph.cc). */
// prettier-ignore
const INPUT_POINTS = [
  0, 1, 4, 5, 6, 7, 8, 10, 13, 14, 17, 21, 33, 37, 39, 40, 46, 52, 53, 54, 55, 58, 61, 63, 65, 66, 67, 70, 78, 80, 81,
  82, 84, 87, 88, 91, 93, 95, 103, 105, 107, 109, 127, 132, 133, 136, 144, 145, 146, 148, 149, 150, 152, 153, 154, 155,
  157, 158, 159, 160, 161, 162, 163, 168, 172, 173, 176, 178, 181, 185, 191, 195, 197, 234, 246, 249, 251, 263, 267,
  269, 270, 276, 282, 283, 284, 285, 288, 291, 293, 295, 296, 297, 300, 308, 310, 311, 312, 314, 317, 318, 321, 323,
  324, 332, 334, 336, 338, 356, 361, 362, 365, 373, 374, 375, 377, 378, 379, 380, 381, 382, 384, 385, 386, 387, 388,
  389, 390, 397, 398, 400, 402, 405, 409, 415, 454, 466, 468, 469, 470, 471, 472, 473, 474, 475, 476, 477,
];
/** Among the 52 outputs (kBlendshapeNames). */
const EYE_BLINK_LEFT = 9;
const EYE_BLINK_RIGHT = 10;

/** By MediaPipe's blendshapes `eyeBlinkLeft` and `eyeBlinkRight`: what the browser's tracker says too. */
export class BlendshapeEyeMeter extends EyeMeter {
  constructor(private readonly session: OnnxSession) {
    super();
  }

  override async measure({ points }: FaceLandmarks): Promise<EyesOpen> {
    const input = INPUT_POINTS.flatMap((index) => [points[index]!.x, points[index]!.y]);
    const outputs = await this.session.run([1, INPUT_POINTS.length, 2], (tensor) => tensor.set(input));
    const [shapes] = Object.values(outputs);
    if (shapes?.length !== 52) throw new TypeError('the blendshape network gave no blendshapes');
    return { left: 1 - shapes[EYE_BLINK_LEFT]!, right: 1 - shapes[EYE_BLINK_RIGHT]! };
  }
}
