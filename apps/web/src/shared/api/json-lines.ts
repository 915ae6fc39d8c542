import type { Answer, AnswerShape } from './answers.js';
import { ApiProblem, problemOfBody, problemOfFetch } from './problem.js';

/**
 * The lines of an answer of one JSON value a line, each as it comes.
 * @throws ApiProblem what a line `{"problem": …}` tells; `NETWORK` when the line drops; `ANSWER_INVALID`
 */
export async function* linesOf<Shape extends AnswerShape>(
  shape: Shape,
  response: Response,
): AsyncGenerator<Answer<Shape>> {
  const { checkAnswer } = await import('./answers.js');
  for await (const line of textLines(response)) {
    const value = parse(line);
    if (typeof value === 'object' && value !== null && 'problem' in value) throw problemOfBody(value.problem);
    yield await checkAnswer(shape, value);
  }
}

/** A last line without an end is part of one that got lost, and is left out. */
async function* textLines({ body }: Response): AsyncGenerator<string> {
  if (!body) return;
  // Safari cannot iterate over a stream.
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let begun = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (begun + decoder.decode(value, { stream: true })).split('\n');
      begun = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw problemOfFetch(error);
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new ApiProblem('ANSWER_INVALID', {}, { cause: error });
  }
}
