export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Label {
  /** What it names. */
  box: Rect;
  width: number;
  height: number;
}

/** Between a label and its box. */
const GAP = 4;

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));

const meet = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Above its box, below it, at its top within, at its bottom within: in this order. */
function places({ box, width, height }: Label, area: { width: number; height: number }): Rect[] {
  const x = clamp(box.x + (box.width - width) / 2, area.width - width);
  const bottom = box.y + box.height;
  const tops = [box.y - GAP - height, bottom + GAP, box.y + GAP, bottom - GAP - height];
  return tops.map((y) => ({ x, y, width, height }));
}

/** Where each label goes: inside of the area, and clear of those before it while there is room. */
export function placeLabels(labels: readonly Label[], area: { width: number; height: number }): Rect[] {
  const placed: Rect[] = [];
  for (const label of labels) {
    const all = places(label, area);
    const inside = all.filter(({ y }) => y >= 0 && y + label.height <= area.height);
    const free = inside.find((place) => !placed.some((other) => meet(other, place)));
    const chosen = free ?? inside[0] ?? all[2];
    if (chosen) placed.push({ ...chosen, y: clamp(chosen.y, area.height - label.height) });
  }
  return placed;
}
