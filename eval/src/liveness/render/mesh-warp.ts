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
  { reach: 1.12, follows: 0.97 },
  { reach: 1.3, follows: 0.8 },
  { reach: 1.6, follows: 0.5 },
  { reach: 2, follows: 0.22 },
  { reach: 2.5, follows: 0 },
];
/** In widths of the face: how far behind its middle it turns about, and how far away the camera is. */
const PIVOT_DEPTH = 0.4;
const CAMERA_DISTANCE = 4;

interface Vertex extends MeshPoint {
  /** 0…1: how much of the turn it makes. */
  follows: number;
}

/** A photograph that can be turned. */
export class WarpedPhoto {
  readonly #image: RgbImage;
  readonly #vertices: Vertex[];
  readonly #triangles: Triangle[];
  readonly #middle: Point;
  readonly #width: number;

  constructor({ image, mesh }: PhotoFace) {
    const skin = mesh.slice(0, SKIN_POINTS);
    const outline = FACE_OUTLINE.map((index) => skin[index]!);
    const xs = outline.map(({ x }) => x);
    const ys = outline.map(({ y }) => y);
    this.#image = image;
    this.#width = Math.max(...xs) - Math.min(...xs);
    this.#middle = { x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 };
    this.#vertices = [
      ...skin.map((point) => ({ ...point, follows: 1 })),
      ...this.#rings(outline),
      ...aroundPicture(image, outline),
    ];
    this.#triangles = triangulate(this.#vertices);
  }

  #rings(outline: readonly MeshPoint[]): Vertex[] {
    const { x: mx, y: my } = this.#middle;
    return RINGS.flatMap(({ reach, follows }) =>
      outline.map(({ x, y, z }) => ({
        x: mx + (x - mx) * reach,
        y: my + (y - my) * reach,
        // A head goes on backwards.
        z: z + this.#width * 0.5 * (reach - 1),
        follows,
      })),
    );
  }

  /** Degrees; yaw to the person's own left, pitch up. */
  turned(yawDegrees: number, pitchDegrees: number, variant: WarpVariant): RgbImage {
    const placed = this.#vertices.map((vertex) => this.#turn(vertex, yawDegrees, pitchDegrees, variant.depth));
    const picture: RgbImage = { ...this.#image, data: this.#image.data.slice() };
    const texture: Texture = { image: this.#image, at: this.#vertices };
    if (variant.light) {
      const skin = (points: readonly MeshPoint[]): MeshPoint[] => points.slice(0, SKIN_POINTS);
      texture.gain = shading(skin(this.#vertices), skin(placed), this.#triangles, variant.light, placed.length);
    }
    if (variant.mirror)
      texture.mixed = mirrored(this.#vertices, SKIN_POINTS, { middle: this.#middle, width: this.#width, yawDegrees });
    // What is nearer is drawn over what is farther.
    const depth = ([i, j, k]: Triangle): number => placed[i]!.z + placed[j]!.z + placed[k]!.z;
    const order = this.#triangles.toSorted((one, other) => depth(other) - depth(one));
    drawTriangles(picture, order, placed, texture);
    return picture;
  }

  /** About an upright axis, then about a level one, both behind the face; seen from a camera some face widths away. */
  #turn({ x, y, z, follows }: Vertex, yawDegrees: number, pitchDegrees: number, depth: number): MeshPoint {
    const behind = this.#width * PIVOT_DEPTH;
    const yaw = (yawDegrees * follows * Math.PI) / 180;
    const pitch = (pitchDegrees * follows * Math.PI) / 180;
    const across = x - this.#middle.x;
    const down = y - this.#middle.y;
    const deep = z * depth - behind;
    // Towards the own left is to the right in the picture; z grows away from the camera.
    const turnedAcross = across * Math.cos(yaw) - deep * Math.sin(yaw);
    const turnedDeep = across * Math.sin(yaw) + deep * Math.cos(yaw);
    const nodded = down * Math.cos(pitch) + turnedDeep * Math.sin(pitch);
    const noddedDeep = turnedDeep * Math.cos(pitch) - down * Math.sin(pitch) + behind;
    // As far as it was in the photograph: what does not turn stays where it is.
    const away = this.#width * CAMERA_DISTANCE;
    const scale = (away + z * depth) / (away + noddedDeep);
    return { x: this.#middle.x + turnedAcross * scale, y: this.#middle.y + nodded * scale, z: noddedDeep };
  }
}

/** Points that hold the room in place: about the picture, outside of whatever the face's surroundings reach. */
function aroundPicture({ width, height }: RgbImage, outline: readonly Point[]): Vertex[] {
  const reach = Math.max(width, height, ...outline.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)))) * 2;
  const steps = [-1, -0.35, 0.35, 1];
  return steps.flatMap((u) =>
    steps
      .filter((v) => Math.abs(u) === 1 || Math.abs(v) === 1)
      .map((v) => ({ x: width / 2 + u * reach + v, y: height / 2 + v * reach - u, z: 0, follows: 0 })),
  );
}
