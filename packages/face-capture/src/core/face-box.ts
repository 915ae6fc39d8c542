/** Shares of the unmirrored frame, 0…1 from its top left corner; can reach past its edges. */
export interface FaceBox {
  x: number;
  y: number;
  width: number;
  height: number;
}
