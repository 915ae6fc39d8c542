/**
 * The probability that `drawn` of `others` people, drawn at random without replacement, include at least one of the
 * `matching` ones.
 */
export function anyDrawn(matching: number, others: number, drawn: number): number {
  if (matching + drawn > others) return matching > 0 && drawn > 0 ? 1 : 0;
  let none = 1;
  for (let i = 0; i < matching; i++) none *= (others - drawn - i) / (others - i);
  return 1 - none;
}
