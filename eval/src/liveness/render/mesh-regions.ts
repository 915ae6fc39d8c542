/** Places in MediaPipe's mesh. Left and right are the person's own. */

/** The outline of the face, from the middle of the forehead clockwise in the picture. */
export const FACE_OUTLINE = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
  172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];

/** Points that are one another's mirror image. */
export const TWINS: readonly (readonly [number, number])[] = [
  ...FACE_OUTLINE.slice(1, 18).map((index, i) => [index, FACE_OUTLINE[35 - i]!] as const),
  ...([33, 133, 61, 129, 98, 50, 101, 116, 117, 205, 36, 147, 187, 207, 70, 105, 107, 46, 55] as const).map(
    (index, i) =>
      [
        index,
        [263, 362, 291, 358, 327, 280, 330, 345, 346, 425, 266, 376, 411, 427, 300, 334, 336, 276, 285][i]!,
      ] as const,
  ),
];
export const MIDDLE_LINE = [10, 151, 9, 8, 168, 6, 197, 195, 5, 4, 1, 2, 164, 0, 17, 200, 152];

/** About each eye: between brow and lid above, on the cheek below. */
export const EYE_SURROUNDINGS = [
  [113, 225, 224, 223, 222, 221, 189, 244, 233, 232, 231, 230, 229, 228, 31, 226],
  [342, 445, 444, 443, 442, 441, 413, 464, 453, 452, 451, 450, 449, 448, 261, 446],
];

/** Points with a place of their own on the skin: those after them are the irises. */
export const SKIN_POINTS = 468;
