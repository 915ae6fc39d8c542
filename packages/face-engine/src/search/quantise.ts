/** Components of a template: those of SFace and of face-api's ResNet. The kernel is written for this number. */
export const DIMENSIONS = 128;

/**
 * int8 steps a unit. Components up to ±0.5 fit; of real SFace vectors the largest is 0.25 (median) and 0.38 (of 400).
 * One that is larger is cut at ±127: the measured `residual` grows with it, and the bound stays true.
 */
export const STEPS = 254;

const INT8_MAX = 127;
const INT16_MAX = 32_767;

/** Far above what the rounding of 128 float64 products and sums can add up to (about 1e-13), far below any residual. */
const FLOAT64_SLACK = 1e-9;

export interface QuantisedTemplate {
  /** Whole steps, −127…127, length DIMENSIONS; the template is about components / STEPS. */
  components: Int8Array;
  /** Length of what was rounded or cut off: |x − components / STEPS| of the unit vector x. About 0.013. */
  residual: number;
}

/** The template as int8. `vector` need not be of length exactly 1 but must not be zero. */
export function quantiseTemplate(vector: Float32Array): QuantisedTemplate {
  const toUnit = 1 / norm(vector);
  const components = new Int8Array(DIMENSIONS);
  let squared = 0;
  for (let i = 0; i < DIMENSIONS; i++) {
    const exact = vector[i]! * toUnit;
    const whole = Math.max(-INT8_MAX, Math.min(INT8_MAX, Math.round(exact * STEPS)));
    components[i] = whole;
    squared += (exact - whole / STEPS) ** 2;
  }
  return { components, residual: Math.sqrt(squared) };
}

/** A probe as int16, and what an integer score says of the cosine. */
export class QuantisedProbe {
  /** −32767…32767, length DIMENSIONS: the largest component of the probe fills the range. */
  readonly components = new Int16Array(DIMENSIONS);
  readonly #scale: number;
  readonly #residual: number;

  constructor(probe: Float32Array) {
    const toUnit = 1 / norm(probe);
    let largest = 0;
    for (const component of probe) largest = Math.max(largest, Math.abs(component * toUnit));
    const steps = INT16_MAX / largest;
    let squared = 0;
    for (let i = 0; i < DIMENSIONS; i++) {
      const exact = probe[i]! * toUnit;
      const whole = Math.round(exact * steps);
      this.components[i] = whole;
      squared += (exact - whole / steps) ** 2;
    }
    this.#scale = STEPS * steps;
    this.#residual = Math.sqrt(squared);
  }

  /**
   * How far the cosine can lie from score / scale, for templates whose residual is at most `residual`.
   *
   * With unit vectors p = u + e (u the quantised probe) and x = y + r (y the quantised template):
   * p·x = u·y + e·y + p·r, where u·y is the integer score over the scale, exactly. By Cauchy-Schwarz
   * |p·r| ≤ |r|, and |e·y| ≤ |e| |y| ≤ |e| (1 + |r|).
   */
  margin(residual: number): number {
    return residual + this.#residual * (1 + residual) + FLOAT64_SLACK;
  }

  /** No template with this integer score has a greater cosine. */
  upperBound(score: number, residual: number): number {
    return score / this.#scale + this.margin(residual);
  }

  /** A template whose integer score is below this has a cosine below `cosine`. int32; −∞ gives the least int32. */
  leastScore(cosine: number, residual: number): number {
    if (cosine === -Infinity) return -(2 ** 31);
    return Math.ceil((cosine - this.margin(residual)) * this.#scale);
  }
}

function norm(vector: Float32Array): number {
  let squared = 0;
  for (const component of vector) squared += component * component;
  return Math.sqrt(squared);
}
