import type { Point } from '@facegate/face-engine';
import { triangulate, type Triangle } from './delaunay.js';
import { FACE_OUTLINE, SKIN_POINTS } from './mesh-regions.js';
import type { MeshPoint } from './photo-face.js';

/** About the face, in parts of its outline: how far outside, and how much of the turn goes with it there. Hair and neck follow, the room does not. */
const RINGS = [
  { reach: 1.1, follows: 0.97 },
  { reach: 1.25, follows: 0.85 },
  { reach: 1.45, follows: 0.65 },
  { reach: 1.75, follows: 0.4 },
  { reach: 2.1, follows: 0.18 },
  { reach: 2.6, follows: 0 },
];

/** A point about the face: it moves by a part of what a point of the outline moves by. */
interface Follower extends Point {
  outline: number;
  /** 0…1 */
  follows: number;
}

/** The skin of a face in a photograph and what is about it, in triangles: what a picture is drawn anew by when the skin moves. */
export class FacePatch {
  readonly skin: readonly MeshPoint[];
  readonly followers: readonly Follower[];
  /** Of the skin, then of what follows it. */
  readonly places: readonly Point[];
  /** By their places. */
  readonly triangles: readonly Triangle[];
  readonly middle: Point;
  /** Pixels. */
  readonly width: number;

  constructor(mesh: readonly MeshPoint[]) {
    this.skin = mesh.slice(0, SKIN_POINTS);
    const outline = FACE_OUTLINE.map((index) => this.skin[index]!);
    const xs = outline.map(({ x }) => x);
    const ys = outline.map(({ y }) => y);
    this.width = Math.max(...xs) - Math.min(...xs);
    this.middle = { x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 };
    this.followers = this.#rings();
    this.places = [...this.skin, ...this.followers];
    this.triangles = [...triangulate(this.#unrolled()), ...bands()];
  }

  /** Where all places are once the skin is there. */
  placed(skin: readonly MeshPoint[]): MeshPoint[] {
    return [
      ...skin,
      ...this.followers.map(({ x, y, outline, follows }) => {
        const [from, to] = [this.skin[outline]!, skin[outline]!];
        return { x: x + (to.x - from.x) * follows, y: y + (to.y - from.y) * follows, z: to.z };
      }),
    ];
  }

  /** The order to draw in: what is nearer goes over what is farther. */
  farthestFirst(placed: readonly MeshPoint[]): Triangle[] {
    const depth = ([i, j, k]: Triangle): number => placed[i]!.z + placed[j]!.z + placed[k]!.z;
    return this.triangles.toSorted((one, other) => depth(other) - depth(one));
  }

  /** The skin as on a cylinder that was cut open: near the outline its rows lie one behind the other in the picture. */
  #unrolled(): Point[] {
    const { x: mx } = this.middle;
    const radius = this.width / 2;
    return this.skin.map(({ x, y, z }) => ({ x: Math.atan2(x - mx, radius - z) * radius, y }));
  }

  #rings(): Follower[] {
    const { x: mx, y: my } = this.middle;
    return RINGS.flatMap(({ reach, follows }) =>
      FACE_OUTLINE.map((outline) => {
        const { x, y } = this.skin[outline]!;
        return { x: mx + (x - mx) * reach, y: my + (y - my) * reach, outline, follows };
      }),
    );
  }
}

/** Between the outline and the first ring, and between each ring and the next. */
function bands(): Triangle[] {
  const count = FACE_OUTLINE.length;
  const at = (ring: number, i: number): number =>
    ring < 0 ? FACE_OUTLINE[i % count]! : SKIN_POINTS + ring * count + (i % count);
  return RINGS.flatMap((_, ring) =>
    FACE_OUTLINE.flatMap((__, i): Triangle[] => [
      [at(ring - 1, i), at(ring - 1, i + 1), at(ring, i)],
      [at(ring - 1, i + 1), at(ring, i + 1), at(ring, i)],
    ]),
  );
}
