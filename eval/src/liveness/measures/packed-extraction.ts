import type { Extraction, FaceLandmarks, ObservedFace, Point } from '@facegate/face-engine';

/** {@link Extraction} with its points in one array: a video has half a million of them. */
export type PackedExtraction = Omit<Extraction, 'faces'> & { faces: PackedFace[] };

interface PackedFace {
  face: Omit<ObservedFace, 'landmarks'>;
  scheme: FaceLandmarks['scheme'];
  /** x, y and z of each point, one after the other. */
  points: Float32Array;
  named: Record<(typeof NAMED)[number], Point>;
}

const NAMED = ['leftEye', 'rightEye', 'noseTip', 'mouthLeft', 'mouthRight'] as const;

export const packed = ({ faces, ...picture }: Extraction): PackedExtraction => ({
  ...picture,
  faces: faces.map(({ landmarks, ...face }) => ({
    face,
    scheme: landmarks.scheme,
    points: Float32Array.from(landmarks.points.flatMap(({ x, y, z = 0 }) => [x, y, z])),
    named: Object.fromEntries(NAMED.map((name) => [name, { ...landmarks[name] }])) as PackedFace['named'],
  })),
});

export const unpacked = ({ faces, ...picture }: PackedExtraction): Extraction => ({
  ...picture,
  faces: faces.map(({ face, scheme, points, named }) => ({
    ...face,
    landmarks: { scheme, points: pointsOf(points), ...named },
  })),
});

function pointsOf(packedPoints: Float32Array): FaceLandmarks['points'] {
  return Array.from({ length: packedPoints.length / 3 }, (_, i) => ({
    x: packedPoints[3 * i]!,
    y: packedPoints[3 * i + 1]!,
    z: packedPoints[3 * i + 2]!,
  }));
}
