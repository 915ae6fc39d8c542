import type { Point, RgbImage } from '@facegate/face-engine';

/** A point of the mesh; `z` in pixels, away from the camera positive. */
export interface MeshPoint extends Point {
  z: number;
}

/** A photograph and MediaPipe's mesh of its largest face. */
export interface PhotoFace {
  image: RgbImage;
  mesh: readonly MeshPoint[];
}
