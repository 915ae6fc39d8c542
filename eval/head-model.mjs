/**
 * Fits the rigid head model of packages/face-engine/src/landmarks/head-model.ts: the 3D points whose weak-perspective
 * views come closest to the landmarks that the engine finds, by alternating least squares over views and shape. Every
 * picture counts a second time mirrored, so the head is symmetric. Prints the points; writes nothing.
 *
 *   node head-model.mjs --data <folder of pictures> [--data <another>]
 *
 * The one in use: lfw-dev, and frames of videos with turning heads, every 0.3 s.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FaceEnginePool } from '@facegate/face-engine';

const ROUNDS = 120;
/** Nose, eyes, mouth corners: what does not move against each other, in iBUG 300-W order, and the same mirrored. */
const RIGID = [...Array.from({ length: 21 }, (_, i) => 27 + i), 48, 54];
const MIRROR = new Map([
  ...[27, 28, 29, 30, 33].map((index) => [index, index]),
  ...[
    [31, 35],
    [32, 34],
    [36, 45],
    [37, 44],
    [38, 43],
    [39, 42],
    [40, 47],
    [41, 46],
    [48, 54],
  ].flatMap(([one, other]) => [
    [one, other],
    [other, one],
  ]),
]);
/** A first guess of how far each point stands out, in the spread of the points. */
const FIRST_DEPTH = new Map([
  [27, 0.3],
  [28, 0.5],
  [29, 0.75],
  [30, 1],
  [31, 0.5],
  [32, 0.5],
  [33, 0.5],
  [34, 0.5],
  [35, 0.5],
]);

const { values: args } = parseArgs({ options: { data: { type: 'string', multiple: true, default: [] } } });
const views = await viewsOf(args.data);
let head = firstHead(views);
for (let round = 0; round < ROUNDS; round++) head = centred(symmetric(shapeFrom(views, head)));
const interocular = mean(head.slice(15, 21), 0) - mean(head.slice(9, 15), 0);
console.log(`${views.length / 2} faces`);
for (const [i, index] of RIGID.entries()) {
  const [x, y, z] = head[i].map((value) => Number((value / interocular).toFixed(3)));
  console.log(`{ index: ${index}, x: ${x}, y: ${y}, z: ${z} },`);
}

/** The rigid points of every largest face, y up, about their centre, of unit spread; each followed by its mirror. */
async function viewsOf(folders) {
  const pool = await FaceEnginePool.start({ engine: 'face-api', workers: 2, maxQueue: 1e6 });
  const files = (
    await Promise.all(
      folders.map((folder) =>
        readdir(folder, { recursive: true }).then((names) => names.map((name) => join(folder, name))),
      ),
    )
  ).flat();
  const found = await Promise.all(
    files
      .filter((name) => /\.(jpe?g|png|webp)$/i.test(name))
      .map(async (name) => {
        const { faces } = await pool.extract(await readFile(name), { embed: 'none' });
        return faces[0]?.landmarks.points;
      }),
  );
  await pool.close();
  return found.filter(Boolean).flatMap((points) => {
    const view = normalised(RIGID.map((index) => [points[index].x, -points[index].y]));
    return [view, RIGID.map((index) => view[RIGID.indexOf(MIRROR.get(index))]).map(([x, y]) => [-x, y])];
  });
}

function normalised(points) {
  const about = centred(points);
  const spread = Math.sqrt(about.reduce((sum, [x, y]) => sum + x * x + y * y, 0) / about.length);
  return about.map(([x, y]) => [x / spread, y / spread]);
}

function firstHead(all) {
  return centred(
    RIGID.map((index, i) => [
      mean(
        all.map((view) => view[i]),
        0,
      ),
      mean(
        all.map((view) => view[i]),
        1,
      ),
      FIRST_DEPTH.get(index) ?? -0.1,
    ]),
  );
}

/** Least squares over every view's scaled rotation: the shape that they all look at. */
function shapeFrom(all, model) {
  const normal = [0, 1, 2].map(() => [0, 0, 0]);
  const right = model.map(() => [0, 0, 0]);
  const toModel = invert(gram(model));
  for (const view of all) {
    for (const row of scaledRotation(view, model, toModel)) {
      for (let a = 0; a < 3; a++) {
        for (let b = 0; b < 3; b++) normal[a][b] += row.direction[a] * row.direction[b];
        view.forEach((point, i) => (right[i][a] += row.direction[a] * point[row.axis]));
      }
    }
  }
  const inverse = invert(normal);
  const shape = right.map((column) => inverse.map((row) => dot(row, column)));
  const spread = Math.sqrt(shape.reduce((sum, [x, y]) => sum + x * x + y * y, 0) / shape.length);
  return shape.map((point) => point.map((value) => value / spread));
}

/** The two rows of the scaled rotation nearest to the least-squares projection of the model onto the view. */
function scaledRotation(view, model, toModel) {
  const rows = [0, 1].map((axis) => {
    const right = [0, 1, 2].map((a) => model.reduce((sum, point, i) => sum + point[a] * view[i][axis], 0));
    return toModel.map((row) => dot(row, right));
  });
  const [xx, xy, yy] = [dot(rows[0], rows[0]), dot(rows[0], rows[1]), dot(rows[1], rows[1])];
  const root = Math.sqrt(Math.max(xx * yy - xy * xy, 1e-12));
  const trace = Math.sqrt(xx + yy + 2 * root);
  // Mean singular value times (A·Aᵀ)^(−1/2)·A.
  const scale = trace / 2 / (root * trace);
  const mix = (a, b) => [0, 1, 2].map((i) => scale * (a * rows[0][i] + b * rows[1][i]));
  return [
    { axis: 0, direction: mix(yy + root, -xy) },
    { axis: 1, direction: mix(-xy, xx + root) },
  ];
}

function symmetric(shape) {
  return shape.map(([x, y, z], i) => {
    const [mx, my, mz] = shape[RIGID.indexOf(MIRROR.get(RIGID[i]))];
    return [(x - mx) / 2, (y + my) / 2, (z + mz) / 2];
  });
}

function centred(points) {
  const centre = points[0].map((_, axis) => mean(points, axis));
  return points.map((point) => point.map((value, axis) => value - centre[axis]));
}

function gram(points) {
  return [0, 1, 2].map((a) => [0, 1, 2].map((b) => points.reduce((sum, point) => sum + point[a] * point[b], 0)));
}

function invert([[a, b, c], [d, e, f], [g, h, i]]) {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ].map((row) => row.map((value) => value / determinant));
}

function dot(one, other) {
  return one.reduce((sum, value, i) => sum + value * other[i], 0);
}

function mean(points, axis) {
  return points.reduce((sum, point) => sum + point[axis], 0) / points.length;
}
