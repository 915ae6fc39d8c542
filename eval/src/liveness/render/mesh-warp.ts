import type { RgbImage } from '@facegate/face-engine';
import { drawTriangles, type Texture } from './draw-triangles.js';
import { FacePatch } from './face-patch.js';
import { SKIN_POINTS } from './mesh-regions.js';
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

/** Light on the face is none on the wall behind it. */
const LIT_FALL = 5;
/** In widths of the face: how far behind its middle it turns about, and how far away the camera is. */
const PIVOT_DEPTH = 0.4;
const CAMERA_DISTANCE = 4;

/** A photograph that can be turned. */
export class WarpedPhoto {
  readonly #image: RgbImage;
  readonly #patch: FacePatch;

  constructor({ image, mesh }: PhotoFace) {
    this.#image = image;
    this.#patch = new FacePatch(mesh);
  }

  /** Degrees; yaw to the person's own left, pitch up. */
  turned(yawDegrees: number, pitchDegrees: number, variant: WarpVariant): RgbImage {
    const skin = this.#patch.skin.map((point) => this.#turn(point, yawDegrees, pitchDegrees, variant.depth));
    const placed = this.#patch.placed(skin);
    const picture: RgbImage = { ...this.#image, data: this.#image.data.slice() };
    drawTriangles(picture, this.#patch.farthestFirst(placed), placed, this.#texture(skin, yawDegrees, variant));
    return picture;
  }

  #texture(skin: readonly MeshPoint[], yawDegrees: number, { light, mirror }: WarpVariant): Texture {
    const { skin: before, followers, places, triangles, middle, width } = this.#patch;
    const texture: Texture = { image: this.#image, at: places };
    if (light) {
      const faces = triangles.filter((corners) => corners.every((corner) => corner < SKIN_POINTS));
      const gain = shading(before, skin, faces, light);
      const around = followers.map(({ outline, follows }) => 1 + (gain[outline]! - 1) * follows ** LIT_FALL);
      texture.gain = Float32Array.from([...gain, ...around]);
    }
    if (mirror) texture.mixed = mirrored(before, places, { middle, width, yawDegrees });
    return texture;
  }

  /** About an upright axis, then about a level one, both behind the face; seen from a camera some face widths away. */
  #turn({ x, y, z }: MeshPoint, yawDegrees: number, pitchDegrees: number, depth: number): MeshPoint {
    const { middle, width } = this.#patch;
    const behind = width * PIVOT_DEPTH;
    const yaw = (yawDegrees * Math.PI) / 180;
    const pitch = (pitchDegrees * Math.PI) / 180;
    const across = x - middle.x;
    const down = y - middle.y;
    const deep = z * depth - behind;
    // Towards the own left is to the right in the picture; z grows away from the camera.
    const turnedAcross = across * Math.cos(yaw) - deep * Math.sin(yaw);
    const turnedDeep = across * Math.sin(yaw) + deep * Math.cos(yaw);
    const nodded = down * Math.cos(pitch) + turnedDeep * Math.sin(pitch);
    const noddedDeep = turnedDeep * Math.cos(pitch) - down * Math.sin(pitch) + behind;
    const away = width * CAMERA_DISTANCE;
    const scale = (away + z * depth) / (away + noddedDeep);
    return { x: middle.x + turnedAcross * scale, y: middle.y + nodded * scale, z: noddedDeep };
  }
}
