import type { ShownFace } from '@facegate/face-capture';
import { placeLabels, type Rect } from './place-labels.js';

/** Said by words on the label too; nobody has to know the colours. Light, each over a dark edge: seen on any footage. */
const LOOKS = {
  you: { colour: '#8fdcc7', dash: [] },
  known: { colour: '#ffffff', dash: [] },
  unknown: { colour: '#ffd28a', dash: [10, 7] },
} as const;
const EDGE = 'rgb(8 14 13 / 0.7)';
const PLATE = 'rgb(10 16 15 / 0.86)';
const LINE_PX = 3;
const FONT_PX = 15;
const LABEL_HEIGHT_PX = 28;
const LABEL_PADDING_PX = 11;
const RADIUS_PX = 12;
const POINT_PX = 1.7;

export interface Overlay {
  context: CanvasRenderingContext2D;
  /** CSS pixels. */
  width: number;
  height: number;
  fontFamily: string;
}

/** The picture is a mirror, and what lies over it has to be one too. Words are not. */
const mirrored = ({ box }: ShownFace, { width, height }: Overlay): Rect => ({
  x: (1 - box.x - box.width) * width,
  y: box.y * height,
  width: box.width * width,
  height: box.height * height,
});

function drawBox({ context }: Overlay, rect: Rect, { colour, dash }: (typeof LOOKS)[keyof typeof LOOKS]): void {
  context.beginPath();
  context.roundRect(rect.x, rect.y, rect.width, rect.height, RADIUS_PX);
  context.lineWidth = LINE_PX + 3;
  context.strokeStyle = EDGE;
  context.stroke();
  context.lineWidth = LINE_PX;
  context.strokeStyle = colour;
  context.setLineDash([...dash]);
  context.stroke();
  context.setLineDash([]);
}

function drawPoints({ context }: Overlay, rect: Rect, { points }: ShownFace): void {
  context.beginPath();
  for (const { x, y } of points) {
    const centre = { x: rect.x + (1 - x) * rect.width, y: rect.y + y * rect.height };
    context.moveTo(centre.x + POINT_PX, centre.y);
    context.arc(centre.x, centre.y, POINT_PX, 0, 2 * Math.PI);
  }
  context.lineWidth = 2;
  context.strokeStyle = EDGE;
  context.stroke();
  context.fillStyle = '#fff';
  context.fill();
}

function drawLabel({ context }: Overlay, place: Rect, words: string): void {
  context.beginPath();
  context.roundRect(place.x, place.y, place.width, place.height, LABEL_HEIGHT_PX / 2);
  context.fillStyle = PLATE;
  context.fill();
  context.fillStyle = '#fff';
  context.fillText(words, place.x + place.width / 2, place.y + place.height / 2 + 1);
}

/** Boxes, points and words of all faces, in place of what was drawn before. */
export function drawFaces(overlay: Overlay, faces: readonly ShownFace[], wordsFor: (face: ShownFace) => string): void {
  const { context, width, height, fontFamily } = overlay;
  context.clearRect(0, 0, width, height);
  context.font = `600 ${FONT_PX}px ${fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const drawn = faces.map((face) => {
    const words = wordsFor(face);
    const size = { width: context.measureText(words).width + 2 * LABEL_PADDING_PX, height: LABEL_HEIGHT_PX };
    return { face, words, box: mirrored(face, overlay), ...size };
  });
  for (const { face, box } of drawn) {
    context.globalAlpha = face.opacity;
    drawBox(overlay, box, LOOKS[face.identity]);
    if (face.points.length > 0) drawPoints(overlay, box, face);
  }
  placeLabels(drawn, overlay).forEach((place, index) => {
    const label = drawn[index];
    if (!label) return;
    context.globalAlpha = label.face.opacity;
    drawLabel(overlay, place, label.words);
  });
  context.globalAlpha = 1;
}
