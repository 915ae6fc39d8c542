/** Places in MediaPipe's mesh. Left and right are the person's own. */

/** The outline of the face, from the middle of the forehead clockwise in the picture. */
export const FACE_OUTLINE = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
  172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];

/** About each eye: between brow and lid above, on the cheek below. */
export const EYE_SURROUNDINGS = [
  [113, 225, 224, 223, 222, 221, 189, 244, 233, 232, 231, 230, 229, 228, 31, 226],
  [342, 445, 444, 443, 442, 441, 413, 464, 453, 452, 451, 450, 449, 448, 261, 446],
];

/** Points with a place of their own on the skin: those after them are the irises. */
export const SKIN_POINTS = 468;
