/** Solves `matrix · x = right` by elimination with pivots; undefined when the matrix is singular. Neither is kept. */
export function solveLinear(matrix: number[][], right: number[]): number[] | undefined {
  const n = right.length;
  for (let column = 0; column < n; column++) {
    const pivot = pivotRow(matrix, column);
    if (Math.abs(matrix[pivot]![column]!) < 1e-12) return undefined;
    [matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!];
    [right[column], right[pivot]] = [right[pivot]!, right[column]!];
    for (let row = column + 1; row < n; row++) {
      const share = matrix[row]![column]! / matrix[column]![column]!;
      for (let k = column; k < n; k++) matrix[row]![k]! -= share * matrix[column]![k]!;
      right[row]! -= share * right[column]!;
    }
  }
  return substituteBack(matrix, right);
}

function pivotRow(matrix: readonly number[][], column: number): number {
  let best = column;
  for (let row = column + 1; row < matrix.length; row++) {
    if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[best]![column]!)) best = row;
  }
  return best;
}

function substituteBack(upper: readonly number[][], right: readonly number[]): number[] {
  const solution = [...right];
  for (let row = right.length - 1; row >= 0; row--) {
    for (let k = row + 1; k < right.length; k++) solution[row]! -= upper[row]![k]! * solution[k]!;
    solution[row]! /= upper[row]![row]!;
  }
  return solution;
}
