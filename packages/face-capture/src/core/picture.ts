/** A JPEG picture, unmirrored and upright, that can be shown (as an object URL) and sent (as a data URL). */
export interface Picture {
  blob: Blob;
  widthPx: number;
  heightPx: number;
}
