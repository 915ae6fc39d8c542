import type { Box, RgbImage } from '@facegate/face-engine';

/** Of one picture: what might tell a screen or a print from skin. None needs more than a millisecond or two. */
export interface Cues {
  /** Share of the face's spectral energy above a quarter of the sampling rate: prints and screens are softer, or noisier. */
  highFrequency: number;
  /** Highest peak of the spectrum's middle band over its median: the moiré of a screen's grid. */
  spectralPeak: number;
  /** 0…1: mean saturation of the face. */
  saturation: number;
  /** Standard deviation of the red difference (Cr) in the face: prints and screens mix fewer skin tones. */
  chromaSpread: number;
  /** 99th less 1st percentile of the face's luma, 0…1: neither paper nor screen is as dark or as bright. */
  contrast: number;
  /** The strongest straight row or column edge outside of the face over the mean edge: the border of paper or screen. */
  border: number;
}

export const CUE_NAMES = [
  'highFrequency',
  'spectralPeak',
  'saturation',
  'chromaSpread',
  'contrast',
  'border',
] as const satisfies (keyof Cues)[];

/** Side of the patch that is looked at with a Fourier transform, in the picture's own pixels: shrinking would take the moiré away. */
const PATCH = 64;

export function cuesOf(image: RgbImage, face: Box): Cues {
  const spectrum = powerSpectrum(lumaPatch(image, face));
  return { ...bands(spectrum), ...colours(image, face), border: borderEdge(image, face) };
}

const lumaAt = ({ data, width }: RgbImage, x: number, y: number): number => {
  const at = (y * width + x) * 3;
  return (0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!) / 255;
};

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** About the middle of the face, without its mean, faded out to the edges (Hann). */
function lumaPatch(image: RgbImage, { x, y, width, height }: Box): Float64Array {
  const left = Math.round(x + width / 2 - PATCH / 2);
  const top = Math.round(y + height / 2 - PATCH / 2);
  const patch = Float64Array.from({ length: PATCH ** 2 }, (_, i) =>
    lumaAt(
      image,
      clamp(left + (i % PATCH), 0, image.width - 1),
      clamp(top + Math.floor(i / PATCH), 0, image.height - 1),
    ),
  );
  const mean = patch.reduce((sum, value) => sum + value, 0) / patch.length;
  return patch.map((value, i) => (value - mean) * hann(i % PATCH) * hann(Math.floor(i / PATCH)));
}

const hann = (i: number): number => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (PATCH - 1));

/** PATCH × PATCH, frequency 0 first. */
function powerSpectrum(patch: Float64Array): Float64Array {
  const rows = transformRows(patch, new Float64Array(patch.length));
  const turned = { real: transposed(rows.real), imaginary: transposed(rows.imaginary) };
  const { real, imaginary } = transformRows(turned.real, turned.imaginary);
  return real.map((value, i) => value ** 2 + imaginary[i]! ** 2);
}

const COS = Float64Array.from({ length: PATCH }, (_, i) => Math.cos((2 * Math.PI * i) / PATCH));
const SIN = Float64Array.from({ length: PATCH }, (_, i) => Math.sin((2 * Math.PI * i) / PATCH));

function transformRows(real: Float64Array, imaginary: Float64Array): { real: Float64Array; imaginary: Float64Array } {
  const out = { real: new Float64Array(real.length), imaginary: new Float64Array(real.length) };
  for (let row = 0; row < PATCH; row++) {
    for (let k = 0; k < PATCH; k++) {
      let [re, im] = [0, 0];
      for (let i = 0; i < PATCH; i++) {
        const at = row * PATCH + i;
        const turn = (k * i) % PATCH;
        re += real[at]! * COS[turn]! + imaginary[at]! * SIN[turn]!;
        im += imaginary[at]! * COS[turn]! - real[at]! * SIN[turn]!;
      }
      out.real[row * PATCH + k] = re;
      out.imaginary[row * PATCH + k] = im;
    }
  }
  return out;
}

const transposed = (values: Float64Array): Float64Array =>
  values.map((_, i) => values[(i % PATCH) * PATCH + Math.floor(i / PATCH)]!);

function bands(spectrum: Float64Array): Pick<Cues, 'highFrequency' | 'spectralPeak'> {
  let [total, high] = [0, 0];
  const middle: number[] = [];
  for (const [i, power] of spectrum.entries()) {
    const u = i % PATCH;
    const v = Math.floor(i / PATCH);
    const frequency = Math.hypot(Math.min(u, PATCH - u), Math.min(v, PATCH - v)) / PATCH;
    total += power;
    if (frequency > 0.25) high += power;
    if (frequency > 0.15 && frequency < 0.45) middle.push(power);
  }
  const sorted = middle.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { highFrequency: high / (total + 1e-12), spectralPeak: (sorted.at(-1) ?? 0) / (median + 1e-12) };
}

function colours(image: RgbImage, face: Box): Pick<Cues, 'saturation' | 'chromaSpread' | 'contrast'> {
  const lumas: number[] = [];
  let [saturation, chroma, chromaSquared] = [0, 0, 0];
  for (let y = Math.max(0, Math.round(face.y)); y < Math.min(image.height, face.y + face.height); y += 2) {
    for (let x = Math.max(0, Math.round(face.x)); x < Math.min(image.width, face.x + face.width); x += 2) {
      const at = (y * image.width + x) * 3;
      const [r, g, b] = [image.data[at]!, image.data[at + 1]!, image.data[at + 2]!];
      const most = Math.max(r, g, b);
      const redDifference = (0.5 * r - 0.419 * g - 0.081 * b) / 255;
      saturation += most > 0 ? (most - Math.min(r, g, b)) / most : 0;
      chroma += redDifference;
      chromaSquared += redDifference ** 2;
      lumas.push(lumaAt(image, x, y));
    }
  }
  const count = Math.max(1, lumas.length);
  const sorted = lumas.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return {
    saturation: saturation / count,
    chromaSpread: Math.sqrt(Math.max(0, chromaSquared / count - (chroma / count) ** 2)),
    contrast: at(0.99) - at(0.01),
  };
}

function borderEdge(image: RgbImage, face: Box): number {
  const inFace = (x: number, y: number): boolean =>
    x > face.x && x < face.x + face.width && y > face.y && y < face.y + face.height;
  const columns = new Float64Array(image.width);
  const rows = new Float64Array(image.height);
  let [sum, count] = [0, 0];
  for (let y = 2; y < image.height - 2; y += 2) {
    for (let x = 2; x < image.width - 2; x += 2) {
      if (inFace(x, y)) continue;
      const across = Math.abs(lumaAt(image, x + 1, y) - lumaAt(image, x - 1, y));
      const down = Math.abs(lumaAt(image, x, y + 1) - lumaAt(image, x, y - 1));
      columns[x]! += across / image.height;
      rows[y]! += down / image.width;
      sum += across + down;
      count++;
    }
  }
  const mean = sum / Math.max(1, count) + 1e-6;
  return Math.max(...columns, ...rows) / mean;
}
