import type { Point, RgbImage } from '@facegate/face-engine';
import { triangulate, type Triangle } from './delaunay.js';
import { drawTriangles, type Texture } from './draw-triangles.js';
import { FACE_OUTLINE, SKIN_POINTS } from './mesh-regions.js';
import { mirrored } from './mirrored-half.js';
import type { MeshPoint, PhotoFace } from './photo-face.js';
import { shading, type Light } from './shading.js';

/** How a photograph is turned by its own mesh. */
export interface WarpVariant {
  /** What the depth that the network guesses is multiplied by. */
  depth: number;
  /** Lit anew as it turns. */
  light?: Light;
  /** The side that comes into view shows the other half, mirrored. */
  mirror?: boolean;
  /** JPEG quality that each frame is sent with, from … to; every frame another. */
  quality: readonly [least: number, most: number];
}

/** About the face, in parts of its outline: how far outside, and how much of the turn goes with it there. Hair and neck follow, the room does not. */
const RINGS = [
  { reach: 1.1, follows: 0.97 },
  { reach: 1.25, follows: 0.85 },
  { reach: 1.45, follows: 0.65 },
  { reach: 1.75, follows: 0.4 },
  { reach: 2.1, follows: 0.18 },
  { reach: 2.6, follows: 0 },
];
/** Light on the face is none on the wall behind it. */
const LIT_FALL = 5;
/** In widths of the face: how far behind its middle it turns about, and how far away the camera is. */
const PIVOT_DEPTH = 0.4;
const CAMERA_DISTANCE = 4;

/** A point about the face: it moves by a part of what a point of the outline moves by. */
interface Follower extends Point {
  outline: number;
  /** 0…1 */
  follows: number;
}

/** A photograph that can be turned. */
export class WarpedPhoto {
  readonly #image: RgbImage;
  readonly #skin: readonly MeshPoint[];
  readonly #followers: readonly Follower[];
  /** Of the skin, then of what follows it. */
  readonly #places: readonly Point[];
  readonly #triangles: readonly Triangle[];
  readonly #middle: Point;
  readonly #width: number;

  constructor({ image, mesh }: PhotoFace) {
    this.#image = image;
    this.#skin = mesh.slice(0, SKIN_POINTS);
    const outline = FACE_OUTLINE.map((index) => this.#skin[index]!);
    const xs = outline.map(({ x }) => x);
    const ys = outline.map(({ y }) => y);
    this.#width = Math.max(...xs) - Math.min(...xs);
    this.#middle = { x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 };
    this.#followers = this.#rings();
    this.#places = [...this.#skin, ...this.#followers];
    this.#triangles = [...triangulate(this.#unrolled()), ...bands()];
  }

  /** The skin as on a cylinder that was cut open: near the outline its rows lie one behind the other in the picture. */
  #unrolled(): Point[] {
    const { x: mx } = this.#middle;
    const radius = this.#width / 2;
    return this.#skin.map(({ x, y, z }) => ({ x: Math.atan2(x - mx, radius - z) * radius, y }));
  }

  #rings(): Follower[] {
    const { x: mx, y: my } = this.#middle;
    return RINGS.flatMap(({ reach, follows }) =>
      FACE_OUTLINE.map((outline) => {
        const { x, y } = this.#skin[outline]!;
        return { x: mx + (x - mx) * reach, y: my + (y - my) * reach, outline, follows };
      }),
    );
  }

  /** Degrees; yaw to the person's own left, pitch up. */
  turned(yawDegrees: number, pitchDegrees: number, variant: WarpVariant): RgbImage {
    const skin = this.#skin.map((point) => this.#turn(point, yawDegrees, pitchDegrees, variant.depth));
    const placed = [
      ...skin,
      ...this.#followers.map(({ x, y, outline, follows }) => {
        const [from, to] = [this.#skin[outline]!, skin[outline]!];
        return { x: x + (to.x - from.x) * follows, y: y + (to.y - from.y) * follows, z: to.z };
      }),
    ];
    const picture: RgbImage = { ...this.#image, data: this.#image.data.slice() };
    // What is nearer is drawn over what is farther.
    const depth = ([i, j, k]: Triangle): number => placed[i]!.z + placed[j]!.z + placed[k]!.z;
    const order = this.#triangles.toSorted((one, other) => depth(other) - depth(one));
    drawTriangles(picture, order, placed, this.#texture(skin, yawDegrees, variant));
    return picture;
  }

  #texture(skin: readonly MeshPoint[], yawDegrees: number, { light, mirror }: WarpVariant): Texture {
    const texture: Texture = { image: this.#image, at: this.#places };
    if (light) {
      const faces = this.#triangles.filter((corners) => corners.every((corner) => corner < SKIN_POINTS));
      const gain = shading(this.#skin, skin, faces, light);
      const around = this.#followers.map(({ outline, follows }) => 1 + (gain[outline]! - 1) * follows ** LIT_FALL);
      texture.gain = Float32Array.from([...gain, ...around]);
    }
    if (mirror) {
      const place = { middle: this.#middle, width: this.#width, yawDegrees };
      texture.mixed = mirrored(this.#skin, this.#places, place);
    }
    return texture;
  }

  /** About an upright axis, then about a level one, both behind the face; seen from a camera some face widths away. */
  #turn({ x, y, z }: MeshPoint, yawDegrees: number, pitchDegrees: number, depth: number): MeshPoint {
    const behind = this.#width * PIVOT_DEPTH;
    const yaw = (yawDegrees * Math.PI) / 180;
    const pitch = (pitchDegrees * Math.PI) / 180;
    const across = x - this.#middle.x;
    const down = y - this.#middle.y;
    const deep = z * depth - behind;
    // Towards the own left is to the right in the picture; z grows away from the camera.
    const turnedAcross = across * Math.cos(yaw) - deep * Math.sin(yaw);
    const turnedDeep = across * Math.sin(yaw) + deep * Math.cos(yaw);
    const nodded = down * Math.cos(pitch) + turnedDeep * Math.sin(pitch);
    const noddedDeep = turnedDeep * Math.cos(pitch) - down * Math.sin(pitch) + behind;
    const away = this.#width * CAMERA_DISTANCE;
    const scale = (away + z * depth) / (away + noddedDeep);
    return { x: this.#middle.x + turnedAcross * scale, y: this.#middle.y + nodded * scale, z: noddedDeep };
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
