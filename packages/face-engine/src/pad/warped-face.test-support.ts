import type { Extraction, Landmark, RgbImage } from '../types.js';
import { CANONICAL_MESH } from './canonical-mesh.js';

/** A photograph and the mesh of its face. */
export interface PhotoFace {
  image: RgbImage;
  mesh: readonly Landmark[];
}

interface Place {
  x: number;
  y: number;
  /** Away from the camera. */
  z: number;
}

type Triangle = readonly [number, number, number];

/** In widths of the face: the axis of the turn lies so far behind its front, and the camera so far before it. */
const AXIS_DEPTH = 0.4;
const CAMERA_DISTANCE = 4;
/** What lies around the face follows it, less and less: up to so many times as far from its middle. */
const AROUND = [1.15, 1.4, 1.8, 2.4];
const FOLLOWS = [0.95, 0.7, 0.35, 0];

const TRIANGLES: readonly Triangle[] = Array.from(
  { length: CANONICAL_MESH.triangles.length / 3 },
  (_, i) => CANONICAL_MESH.triangles.slice(3 * i, 3 * i + 3) as unknown as Triangle,
);
const POINTS = CANONICAL_MESH.vertices.length / 3;
const RIM = rim();

export function photoFace(image: RgbImage, { faces: [face] }: Extraction): PhotoFace {
  if (!face) throw new Error('no face in the photograph');
  return { image, mesh: face.landmarks.points.slice(0, POINTS) };
}

/**
 * The photograph as an attacker turns it: each triangle of the mesh is turned in space and shows the same pixels as before.
 * @param yawDegrees to the person's own left; `pitchDegrees` up
 */
export function warped({ image, mesh }: PhotoFace, yawDegrees: number, pitchDegrees: number): RgbImage {
  const [width, middle] = extent(mesh);
  const from = mesh.map(({ x, y, z = 0 }) => ({ x, y, z }));
  const to = from.map((place) => turned(place, middle, width, yawDegrees, pitchDegrees));
  const rings = AROUND.flatMap((reach, ring) =>
    RIM.map((index) => {
      const at = from.at(index)!;
      const outer = { x: middle.x + (at.x - middle.x) * reach, y: middle.y + (at.y - middle.y) * reach, z: at.z };
      const follows = FOLLOWS.at(ring)!;
      const moved = to.at(index)!;
      return {
        from: outer,
        to: { x: outer.x + (moved.x - at.x) * follows, y: outer.y + (moved.y - at.y) * follows, z: moved.z + width },
      };
    }),
  );
  const picture: RgbImage = { ...image, data: image.data.slice() };
  const places = [...from, ...rings.map((ring) => ring.from)];
  const targets = [...to, ...rings.map((ring) => ring.to)];
  const depth = (corners: Triangle): number => corners.reduce((sum, corner) => sum + targets.at(corner)!.z, 0);
  // What is nearer is drawn over what is farther.
  const order = [...TRIANGLES, ...bands()].toSorted((one, other) => depth(other) - depth(one));
  for (const corners of order) draw(picture, image, corners, places, targets);
  return picture;
}

function extent(mesh: readonly Landmark[]): [width: number, middle: { x: number; y: number }] {
  const xs = mesh.map(({ x }) => x);
  const ys = mesh.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return [right - left, { x: (left + right) / 2, y: (top + bottom) / 2 }];
}

/** About an upright axis, then about a level one, both behind the face. */
function turned(
  { x, y, z }: Place,
  middle: { x: number; y: number },
  width: number,
  yawDegrees: number,
  pitchDegrees: number,
): Place {
  const yaw = (yawDegrees * Math.PI) / 180;
  const pitch = (pitchDegrees * Math.PI) / 180;
  const behind = AXIS_DEPTH * width;
  const [across, down, deep] = [x - middle.x, y - middle.y, z - behind];
  const aside = across * Math.cos(yaw) - deep * Math.sin(yaw);
  const away = across * Math.sin(yaw) + deep * Math.cos(yaw);
  const lowered = down * Math.cos(pitch) + away * Math.sin(pitch);
  const behindIt = away * Math.cos(pitch) - down * Math.sin(pitch) + behind;
  const distance = CAMERA_DISTANCE * width;
  const scale = (distance + z) / (distance + behindIt);
  return { x: middle.x + aside * scale, y: middle.y + lowered * scale, z: behindIt };
}

/** The outline of the mesh, in order: the edges that only one triangle has. */
function rim(): number[] {
  const next = new Map<number, number>();
  const edges = TRIANGLES.flatMap(([i, j, k]): (readonly [number, number])[] => [
    [i, j],
    [j, k],
    [k, i],
  ]);
  const known = new Set(edges.map(([i, j]) => `${i} ${j}`));
  for (const [i, j] of edges) if (!known.has(`${j} ${i}`)) next.set(i, j);
  const outline = [10];
  for (let at = next.get(10)!; at !== 10; at = next.get(at)!) outline.push(at);
  return outline;
}

const ringPoint = (ring: number, i: number): number =>
  ring < 0 ? RIM.at(i % RIM.length)! : POINTS + ring * RIM.length + (i % RIM.length);

/** Between the outline and the first ring, and between each ring and the next. */
function bands(): Triangle[] {
  return AROUND.flatMap((_, ring) =>
    RIM.flatMap((__, i): Triangle[] => [
      [ringPoint(ring - 1, i), ringPoint(ring - 1, i + 1), ringPoint(ring, i)],
      [ringPoint(ring - 1, i + 1), ringPoint(ring, i + 1), ringPoint(ring, i)],
    ]),
  );
}

function draw(
  picture: RgbImage,
  source: RgbImage,
  [i, j, k]: Triangle,
  from: readonly Place[],
  to: readonly Place[],
): void {
  const [a, b, c] = [to.at(i)!, to.at(j)!, to.at(k)!];
  const area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  if (Math.abs(area) < 1e-6) return;
  const [left, right] = [Math.min(a.x, b.x, c.x), Math.max(a.x, b.x, c.x)];
  const [top, bottom] = [Math.min(a.y, b.y, c.y), Math.max(a.y, b.y, c.y)];
  for (let y = Math.max(0, Math.floor(top)); y <= Math.min(picture.height - 1, bottom); y++) {
    for (let x = Math.max(0, Math.floor(left)); x <= Math.min(picture.width - 1, right); x++) {
      const [px, py] = [x + 0.5 - a.x, y + 0.5 - a.y];
      const v = (px * (c.y - a.y) - py * (c.x - a.x)) / area;
      const w = (py * (b.x - a.x) - px * (b.y - a.y)) / area;
      const u = 1 - v - w;
      if (Math.min(u, v, w) < -1e-4) continue;
      const sourceX = u * from.at(i)!.x + v * from.at(j)!.x + w * from.at(k)!.x - 0.5;
      const sourceY = u * from.at(i)!.y + v * from.at(j)!.y + w * from.at(k)!.y - 0.5;
      copyPixel(picture, (y * picture.width + x) * 3, source, sourceX, sourceY);
    }
  }
}

/** Bilinear; past the edge the outermost pixels go on. */
function copyPixel(picture: RgbImage, at: number, { data, width, height }: RgbImage, x: number, y: number): void {
  const column = Math.min(width - 2, Math.max(0, Math.floor(x)));
  const row = Math.min(height - 2, Math.max(0, Math.floor(y)));
  const fx = Math.min(1, Math.max(0, x - column));
  const fy = Math.min(1, Math.max(0, y - row));
  const above = (row * width + column) * 3;
  const below = above + width * 3;
  for (let channel = 0; channel < 3; channel++) {
    const upper = data.at(above + channel)! * (1 - fx) + data.at(above + channel + 3)! * fx;
    const lower = data.at(below + channel)! * (1 - fx) + data.at(below + channel + 3)! * fx;
    picture.data[at + channel] = upper * (1 - fy) + lower * fy + 0.5;
  }
}
