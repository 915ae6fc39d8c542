import type { FaceAligner } from './align/face-aligner.js';
import type { Detection, FaceDetector } from './detect/face-detector.js';
import type { FaceEmbedder } from './embed/face-embedder.js';
import type { EyeMeter } from './eyes/eye-meter.js';
import { decodeImage, type DecodeLimits } from './image/decode.js';
import { headPose } from './landmarks/head-pose.js';
import type { LandmarkFinder } from './landmarks/landmark-finder.js';
import { measureQuality } from './quality/measure.js';
import type { Box, ExtractOptions, Extraction, FaceLandmarks, ObservedFace, RgbImage } from './types.js';

/** The stages that a model stands behind; each port has its adapters in its own folder. */
export interface Stages {
  detector: FaceDetector;
  landmarks: LandmarkFinder;
  /** Left out by engines without a network for it. */
  eyes?: EyeMeter;
  aligner: FaceAligner;
  embedder: FaceEmbedder;
}

export type PipelineOptions = Pick<ExtractOptions, 'embed' | 'maxFaces' | 'onStage'>;

/** The way of a picture: decode → detect → landmarks → pose → eyes → quality → align → embed. */
export class Pipeline {
  constructor(
    private readonly stages: Stages,
    private readonly limits?: DecodeLimits,
  ) {}

  /** Throws `IMAGE_INVALID` and `IMAGE_TOO_LARGE`; a picture without a face is an empty list. */
  async extract(bytes: Uint8Array, options: PipelineOptions = {}): Promise<Extraction> {
    const image = await decodeImage(bytes, this.limits);
    options.onStage?.('decoded');
    return await this.extractFrom(image, options);
  }

  async extractFrom(
    image: RgbImage,
    { embed = 'largest', maxFaces = Infinity, onStage }: PipelineOptions = {},
  ): Promise<Extraction> {
    const faces: ObservedFace[] = [];
    const detections = await this.stages.detector.detect(image);
    if (detections.length > 0) onStage?.('detected');
    const largestFirst = detections.toSorted((one, other) => area(other.box) - area(one.box));
    for (const detection of largestFirst.slice(0, maxFaces)) faces.push(await this.observe(image, detection));
    const wanted = { none: 0, largest: 1, all: faces.length }[embed];
    for (const face of faces.slice(0, wanted)) {
      face.embedding = await this.embed(image, face.landmarks);
    }
    return { width: image.width, height: image.height, faces };
  }

  private async observe(image: RgbImage, detection: Detection): Promise<ObservedFace> {
    const landmarks = await this.stages.landmarks.find(image, detection);
    const eyes = await this.stages.eyes?.measure(landmarks);
    return {
      box: detection.box,
      detectionScore: detection.score,
      landmarks,
      pose: headPose(landmarks, image),
      ...(eyes && { eyes }),
      quality: measureQuality(image, landmarks, eyes),
    };
  }

  private async embed(image: RgbImage, landmarks: FaceLandmarks): Promise<Float32Array> {
    return await this.stages.embedder.embed(this.stages.aligner.align(image, landmarks));
  }
}

const area = ({ width, height }: Box): number => width * height;
