/** The character before the fraction. */
export type DecimalMark = '.' | ',';

/** Currency, per cent and the blanks around them say nothing about the value. */
const DECORATION = /[\s$€£¥₹%]/g;
const PATTERNS: Record<DecimalMark, RegExp> = {
  '.': /^[-+]?(?:\d+|\d{1,3}(?:[,'’]\d{3})+)?(?:\.\d+)?(?:e[-+]?\d+)?$/i,
  ',': /^[-+]?(?:\d+|\d{1,3}(?:[.'’]\d{3})+)?(?:,\d+)?(?:e[-+]?\d+)?$/i,
};
const GROUPING: Record<DecimalMark, RegExp> = { '.': /[,'’]/g, ',': /[.'’]/g };
const PLAIN = /^-?\d+(?:\.\d+)?$/;

/** @returns NaN when the text is no number in that way of writing */
export function readNumber(text: string, mark: DecimalMark): number {
  if (mark === '.' && PLAIN.test(text)) return Number(text);
  const bare = text.replace(DECORATION, '').replace('−', '-');
  if (!/\d/.test(bare) || !PATTERNS[mark].test(bare)) return Number.NaN;
  const value = Number(bare.replace(GROUPING[mark], '').replace(',', '.'));
  return Number.isFinite(value) ? value : Number.NaN;
}
