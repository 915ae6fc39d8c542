/** What a person is told of the way there and back. */
export interface Figures {
  /** Answers in a second. */
  framesPerS: number;
  /** From a picture of the camera to its answer: the middle one of the last ones. */
  delayMs: number;
  /** How much of that the server took. */
  serverMs: number;
}

interface Answer {
  atMs: number;
  delayMs: number;
  serverMs: number;
}

/** The answers of the last time, and figures that stand long enough to be read. */
export interface AnswerFigures {
  answers: readonly Answer[];
  shown: Figures | null;
  shownAtMs: number;
}

export const NO_FIGURES: AnswerFigures = { answers: [], shown: null, shownAtMs: -Infinity };

const WINDOW_MS = 3000;
const STANDS_MS = 500;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function figuresOf(answers: readonly Answer[]): Figures | null {
  const [first, last] = [answers[0], answers.at(-1)];
  if (!first || !last || last.atMs <= first.atMs) return null;
  return {
    framesPerS: ((answers.length - 1) * 1000) / (last.atMs - first.atMs),
    delayMs: median(answers.map(({ delayMs }) => delayMs)),
    serverMs: median(answers.map(({ serverMs }) => serverMs)),
  };
}

/** Keeps at least two answers, however slow they come: figures then are of now as well. */
export function withFigures({ answers, shown, shownAtMs }: AnswerFigures, answer: Answer): AnswerFigures {
  const { atMs } = answer;
  const last = answers.at(-1);
  const recent = answers.filter((one) => one === last || atMs - one.atMs < WINDOW_MS);
  const kept = [...recent, answer];
  if (shown && atMs - shownAtMs < STANDS_MS) return { answers: kept, shown, shownAtMs };
  return { answers: kept, shown: figuresOf(kept), shownAtMs: atMs };
}
