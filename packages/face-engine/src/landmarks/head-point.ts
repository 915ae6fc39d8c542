/** A landmark of the rigid part of a head, in any unit: x to the head's left, y up, z forward. */
export interface HeadPoint {
  /** In the order of the landmark scheme. */
  index: number;
  x: number;
  y: number;
  z: number;
}
