/** One case: its terms without the constant, whether it is positive, and how much it counts. */
export interface LabelledCase {
  terms: readonly number[];
  positive: boolean;
  weight: number;
}

const ROUNDS = 50;

/**
 * Coefficients of the logarithm of the odds that a case is positive, the constant first (maximum likelihood by Newton's method).
 * @param ridge penalty on the squares of all but the constant: keeps them finite where the cases can be told apart without error
 */
export function logisticRegression(cases: readonly LabelledCase[], ridge: number): number[] {
  const size = (cases[0]?.terms.length ?? 0) + 1;
  let coefficients = Array.from({ length: size }, () => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const step = newtonStep(cases, coefficients, ridge);
    coefficients = coefficients.map((value, i) => value + step[i]!);
    if (Math.max(...step.map(Math.abs)) < 1e-6) break;
  }
  return coefficients;
}

function newtonStep(cases: readonly LabelledCase[], coefficients: readonly number[], ridge: number): number[] {
  const size = coefficients.length;
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (__, k) => (i === k && i > 0 ? ridge : 0)),
  );
  for (let i = 1; i < size; i++) matrix[i]![size] = -ridge * coefficients[i]!;
  for (const { terms, positive, weight } of cases) {
    const row = [1, ...terms];
    const odds = row.reduce((sum, term, i) => sum + term * coefficients[i]!, 0);
    const chance = 1 / (1 + Math.exp(-odds));
    const curve = weight * Math.max(1e-9, chance * (1 - chance));
    const error = weight * ((positive ? 1 : 0) - chance);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < size; k++) matrix[i]![k]! += curve * row[i]! * row[k]!;
      matrix[i]![size]! += error * row[i]!;
    }
  }
  return solve(matrix);
}

/** Gauss and Jordan, with the largest pivot; each row ends with its right side. */
function solve(matrix: number[][]): number[] {
  const size = matrix.length;
  for (let column = 0; column < size; column++) {
    const pivot = matrix.findIndex(
      (row, i) =>
        i >= column && Math.abs(row[column]!) === Math.max(...matrix.slice(column).map((r) => Math.abs(r[column]!))),
    );
    [matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!];
    const lead = matrix[column]![column]! || 1;
    matrix[column] = matrix[column]!.map((value) => value / lead);
    for (let i = 0; i < size; i++) {
      if (i === column) continue;
      const factor = matrix[i]![column]!;
      matrix[i] = matrix[i]!.map((value, k) => value - factor * matrix[column]![k]!);
    }
  }
  return matrix.map((row) => row[size]!);
}
