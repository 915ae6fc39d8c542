export interface LightAndEdges {
  /** 0…1: mean luma. */
  brightness: number;
  /** 0…1: see {@link SHARP_EDGE_ENERGY}. */
  sharpness: number;
}

/** Variance of the Laplacian (of 0…255 luma) of a face of {@link MEASURED_FACE_PX} that counts as wholly sharp. */
const SHARP_EDGE_ENERGY = 120;
export const MEASURED_FACE_PX = 112;

/**
 * Brightness and sharpness of a square picture of a face.
 *
 * @param rgba size × size × 4 uint8, row by row.
 */
export function measureFace(rgba: Uint8ClampedArray, size: number): LightAndEdges {
  const luma = new Float32Array(size * size);
  let sum = 0;
  for (let i = 0; i < luma.length; i++) {
    const at = i * 4;
    // Rec. 709
    const value = 0.2126 * (rgba[at] ?? 0) + 0.7152 * (rgba[at + 1] ?? 0) + 0.0722 * (rgba[at + 2] ?? 0);
    luma[i] = value;
    sum += value;
  }
  const light = (index: number): number => luma[index] ?? 0;
  let edges = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < size - 1; y++) {
    for (let x = 1; x < size - 1; x++) {
      const i = y * size + x;
      const edge = 4 * light(i) - light(i - 1) - light(i + 1) - light(i - size) - light(i + size);
      edges += edge;
      squares += edge * edge;
      count++;
    }
  }
  const variance = count > 0 ? squares / count - (edges / count) ** 2 : 0;
  return {
    brightness: luma.length > 0 ? sum / luma.length / 255 : 0,
    sharpness: Math.min(1, variance / SHARP_EDGE_ENERGY),
  };
}
