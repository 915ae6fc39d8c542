import type { Detection } from '../detect/face-detector.js';
import { sampleTensor } from '../image/sample-tensor.js';
import { transform, type Similarity } from '../image/similarity.js';
import type { OnnxSession } from '../runtime/onnx-session.js';
import type { FaceLandmarks, Landmark, RgbImage } from '../types.js';
import { LandmarkFinder } from './landmark-finder.js';

/** The side in pixels that the network is built for. */
const INPUT_SIZE = 256;
const INPUT_FORMAT = { scale: 1 / 255, offset: 0, outside: 'edge' } as const;
const POINTS = 478;
/** Side of the crop, in sides of the face box (face_detector_graph.cc). */
const CROP_SCALE = 1.5;

/** Where the parts of a face are in MediaPipe's mesh. Left and right are the person's own. */
export const FACE_MESH = { rightEye: 468, leftEye: 473, noseTip: 4, mouthRight: 61, mouthLeft: 291 } as const;

/** MediaPipe's face mesh with irises: 478 points with depth, from an upright square crop about the face. */
export class FaceMeshFinder extends LandmarkFinder {
  constructor(private readonly session: OnnxSession) {
    super();
  }

  override async find(image: RgbImage, face: Detection): Promise<FaceLandmarks> {
    const crop = cropOf(face);
    const { Identity: found } = await this.session.run([1, 3, INPUT_SIZE, INPUT_SIZE], (input) =>
      sampleTensor(image, crop, INPUT_SIZE, INPUT_FORMAT, input),
    );
    if (found?.length !== POINTS * 3) throw new TypeError('the mesh network gave no mesh');
    const scale = Math.hypot(crop.a, crop.b);
    return toMesh(
      Array.from({ length: POINTS }, (_, i) => ({
        ...transform(crop, { x: found[3 * i]!, y: found[3 * i + 1]! }),
        z: found[3 * i + 2]! * scale,
      })),
    );
  }
}

/** The square about the face with its eyes level; takes crop pixels to picture pixels. */
function cropOf({ box, eyes }: Detection): Similarity {
  const scale = (Math.max(box.width, box.height) * CROP_SCALE) / INPUT_SIZE;
  const angle = eyes ? Math.atan2(eyes.left.y - eyes.right.y, eyes.left.x - eyes.right.x) : 0;
  const a = scale * Math.cos(angle);
  const b = scale * Math.sin(angle);
  const half = INPUT_SIZE / 2;
  return {
    a,
    b,
    tx: box.x + box.width / 2 - a * half + b * half,
    ty: box.y + box.height / 2 - b * half - a * half,
  };
}

function toMesh(points: Landmark[]): FaceLandmarks {
  return {
    scheme: 'mediapipe-478',
    points,
    leftEye: points[FACE_MESH.leftEye]!,
    rightEye: points[FACE_MESH.rightEye]!,
    noseTip: points[FACE_MESH.noseTip]!,
    mouthLeft: points[FACE_MESH.mouthLeft]!,
    mouthRight: points[FACE_MESH.mouthRight]!,
  };
}
