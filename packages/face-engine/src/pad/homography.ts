import type { Point } from '../types.js';
import { solveLinear } from './linear-equations.js';

/**
 * How a plane's picture moves: `u = (h0·x + h1·y + h2) / w`, `v = (h3·x + h4·y + h5) / w`, `w = h6·x + h7·y + 1`.
 */
export type Homography = readonly number[];

/**
 * The homography that takes `from` closest to `to`, by least squares of the linear equations (Hartley and Zisserman 4.1); undefined for
 * fewer than four points in general position. Coordinates about 0 and of the size of 1 keep it well conditioned.
 */
export function fitHomography(from: readonly Point[], to: readonly Point[]): Homography | undefined {
  const equations = new NormalEquations(8);
  from.forEach(({ x, y }, i) => {
    const { x: u, y: v } = to[i]!;
    equations.add([x, y, 1, 0, 0, 0, -x * u, -y * u], u);
    equations.add([0, 0, 0, x, y, 1, -x * v, -y * v], v);
  });
  return equations.solve();
}

/** Sums of the equations `row · x = value`, to be solved for the least squares. */
export class NormalEquations {
  readonly #matrix: number[][];
  readonly #right: number[];

  constructor(private readonly unknowns: number) {
    this.#matrix = Array.from({ length: unknowns }, () => zeros(unknowns));
    this.#right = zeros(unknowns);
  }

  add(row: readonly number[], value: number): void {
    for (let i = 0; i < this.unknowns; i++) {
      const share = row[i]!;
      this.#right[i]! += share * value;
      const line = this.#matrix[i]!;
      for (let k = 0; k <= i; k++) line[k]! += share * row[k]!;
    }
  }

  /** @param damping what the diagonal is raised by, in parts of itself */
  solve(damping = 0): number[] | undefined {
    const matrix = this.#matrix.map((line, i) =>
      line.map((value, k) => (k <= i ? value : this.#matrix[k]![i]!) * (k === i ? 1 + damping : 1)),
    );
    return solveLinear(matrix, [...this.#right]);
  }
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0);
