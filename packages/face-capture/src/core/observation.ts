import type { HeadPose } from '@facegate/contracts';

/** Shares of the unmirrored frame, 0…1 from its top left corner; can reach past its edges. */
export interface FaceBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One face in one frame. */
export interface TrackedFace {
  box: FaceBox;
  pose: HeadPose;
  /** 0 open … 1 closed: mean of both eyes. */
  eyesClosed: number;
  /** 0…1: mean luma of the face. */
  brightness: number;
  /** 0…1: edge energy of the face at a fixed size; 0 is a smooth blur. */
  sharpness: number;
  /** Head turns and shifts since the frame before, in degrees a second; a shift by its own width counts as 60°. */
  motionDegreesPerS: number;
}

/** What the tracker saw in one frame. */
export interface FrameObservation {
  /** Monotonic milliseconds, the clock that every event of the reducers uses. */
  atMs: number;
  faceCount: number;
  /** The largest face, or null when there is none. */
  face: TrackedFace | null;
}
