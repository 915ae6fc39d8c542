import type { FaceLandmarker, FaceLandmarkerResult, NormalizedLandmark } from '@mediapipe/tasks-vision';
import { ASSET_FOLDER, MODEL, WASM_BINARY, WASM_LOADER } from '../asset-paths.js';
import { headPoseFromMatrix } from '../core/head-pose.js';
import { motionDegreesPerS } from '../core/motion.js';
import type { FaceBox, FrameObservation, TrackedFace } from '../core/observation.js';
import { MEASURED_FACE_PX, measureFace, type LightAndEdges } from './face-measures.js';
import { FaceTracker } from './face-tracker.js';

export interface MediaPipeOptions {
  /** The app's base path or URL, ending in a slash; the tracker's files are below it. Default `/`. */
  baseUrl?: string;
  /**
   * Which processor to try first; the other one is the fallback. Default `CPU`: it gives the same numbers everywhere
   * and takes 16–19 ms a frame, while WebGL drawn in software takes many times that.
   */
  delegate?: 'CPU' | 'GPU';
}

/** One more than allowed, so that a second person is noticed. */
const MAX_FACES = 2;

function boxOf(landmarks: readonly NormalizedLandmark[]): FaceBox {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const { x, y } of landmarks) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function eyesClosedIn(result: FaceLandmarkerResult, index: number): number {
  const shapes = result.faceBlendshapes[index]?.categories ?? [];
  const score = (name: string): number => shapes.find((shape) => shape.categoryName === name)?.score ?? 0;
  return (score('eyeBlinkLeft') + score('eyeBlinkRight')) / 2;
}

class MediaPipeFaceTracker extends FaceTracker {
  private before: { face: TrackedFace; atMs: number } | null = null;
  private readonly canvas: CanvasRenderingContext2D;

  constructor(private readonly landmarker: FaceLandmarker) {
    super();
    const canvas = document.createElement('canvas');
    canvas.width = MEASURED_FACE_PX;
    canvas.height = MEASURED_FACE_PX;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('No 2D canvas');
    this.canvas = context;
  }

  observe(video: HTMLVideoElement, atMs: number): FrameObservation {
    const result = this.landmarker.detectForVideo(video, atMs);
    const boxes = result.faceLandmarks.map(boxOf);
    const index = boxes.reduce((best, box, at) => (box.height > (boxes[best]?.height ?? 0) ? at : best), 0);
    const box = boxes[index];
    const matrix = result.facialTransformationMatrixes[index];
    if (!box || !matrix) {
      this.before = null;
      return { atMs, faceCount: boxes.length, face: null };
    }
    const pose = headPoseFromMatrix(matrix.data);
    const before = this.before;
    const face: TrackedFace = {
      box,
      pose,
      eyesClosed: eyesClosedIn(result, index),
      ...this.measure(video, box),
      motionDegreesPerS: motionDegreesPerS(before?.face ?? null, { box, pose }, atMs - (before?.atMs ?? atMs)),
    };
    this.before = { face, atMs };
    return { atMs, faceCount: boxes.length, face };
  }

  close(): void {
    this.landmarker.close();
  }

  private measure(video: HTMLVideoElement, box: FaceBox): LightAndEdges {
    const { videoWidth, videoHeight } = video;
    const size = MEASURED_FACE_PX;
    this.canvas.drawImage(
      video,
      box.x * videoWidth,
      box.y * videoHeight,
      box.width * videoWidth,
      box.height * videoHeight,
      0,
      0,
      size,
      size,
    );
    return measureFace(this.canvas.getImageData(0, 0, size, size).data, size);
  }
}

async function load(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * MediaPipe's FaceLandmarker, loaded from our own origin when it is called and not before (about 17 MB, cached after).
 *
 * @throws Error when its files do not load or neither processor runs it; the signal's reason when aborted.
 */
export async function createMediaPipeFaceTracker(
  signal: AbortSignal,
  { baseUrl = '/', delegate = 'CPU' }: MediaPipeOptions = {},
): Promise<FaceTracker> {
  const folder = `${baseUrl}${ASSET_FOLDER}`;
  const [vision, modelAssetBuffer] = await Promise.all([
    import('@mediapipe/tasks-vision'),
    load(`${folder}/${MODEL}`, signal),
  ]);
  const create = (processor: 'CPU' | 'GPU'): Promise<FaceLandmarker> =>
    vision.FaceLandmarker.createFromOptions(
      { wasmLoaderPath: `${folder}/${WASM_LOADER}`, wasmBinaryPath: `${folder}/${WASM_BINARY}` },
      {
        // A copy: the first try may keep the buffer.
        baseOptions: { modelAssetBuffer: modelAssetBuffer.slice(), delegate: processor },
        runningMode: 'VIDEO',
        numFaces: MAX_FACES,
        outputFaceBlendshapes: true,
        outputFacialTransformationMatrixes: true,
      },
    );
  const landmarker = await create(delegate).catch(() => create(delegate === 'CPU' ? 'GPU' : 'CPU'));
  if (signal.aborted) {
    landmarker.close();
    signal.throwIfAborted();
  }
  return new MediaPipeFaceTracker(landmarker);
}
