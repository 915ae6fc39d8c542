/** Scripts in everyday use: UAX #31, table 5. */
const SCRIPTS = [
  'Arabic',
  'Armenian',
  'Bengali',
  'Bopomofo',
  'Cyrillic',
  'Devanagari',
  'Ethiopic',
  'Georgian',
  'Greek',
  'Gujarati',
  'Gurmukhi',
  'Han',
  'Hangul',
  'Hebrew',
  'Hiragana',
  'Kannada',
  'Katakana',
  'Khmer',
  'Lao',
  'Latin',
  'Malayalam',
  'Myanmar',
  'Oriya',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Thaana',
  'Thai',
  'Tibetan',
];

/** What is written together: UTS #39 §5.2, "highly restrictive". */
const TOGETHER = [
  ...SCRIPTS.map((script) => [script]),
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];

const WRITTEN_TOGETHER = TOGETHER.map((scripts) => {
  const classes = ['Common', 'Inherited', ...scripts].map((script) => String.raw`\p{Script_Extensions=${script}}`);
  return new RegExp(`^[${classes.join('')}]*$`, 'u');
});

/** Letters among them: the Hangul filler shows nothing. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** More marks on one letter than any language needs: UTS #39 §5.4. */
const PILED_MARKS = /\p{Mn}{5}/u;

/**
 * Whether a name of letters is what it looks like: all of it can be seen, and it is in one script, or in scripts that are
 * written together. @param name NFKC
 */
export function isPlainName(name: string): boolean {
  return !INVISIBLE.test(name) && !PILED_MARKS.test(name) && WRITTEN_TOGETHER.some((pattern) => pattern.test(name));
}
