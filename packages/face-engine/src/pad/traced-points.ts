/**
 * The points of MediaPipe's mesh that liveness looks at. All sit on bone or cartilage: neither lids nor lips nor the chin,
 * which move without the head, and no points of the outline, which the network guesses.
 */
const RIGID = [
  1, 4, 5, 6, 168, 197, 195, 8, 9, 10, 151, 98, 327, 2, 94, 129, 358, 48, 278, 50, 280, 101, 330, 116, 345, 117, 346,
  54, 284, 103, 332, 67, 297, 108, 337, 69, 299, 70, 300, 105, 334, 107, 336, 55, 285,
];
/** Outer and inner corners of the right eye, inner and outer of the left. */
const EYE_CORNERS = [33, 133, 362, 263];
const MOUTH_CORNERS = [61, 291];

/** Indices in the mesh, in the order in which {@link MeasuredFace.points} has them. */
export const TRACED_POINTS: readonly number[] = [...EYE_CORNERS, ...RIGID, ...MOUTH_CORNERS];

/** Positions in `points`. */
export const RIGHT_EYE = [0, 1] as const;
export const LEFT_EYE = [2, 3] as const;
export const MOUTH = [TRACED_POINTS.length - 2, TRACED_POINTS.length - 1] as const;
/** How many of the points, from the first, move with the head alone. */
export const RIGID_COUNT = TRACED_POINTS.length - MOUTH_CORNERS.length;
