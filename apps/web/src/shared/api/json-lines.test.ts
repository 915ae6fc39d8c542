import { describe, expect, test } from 'vitest';
import { linesOf } from './json-lines.js';

function answer(chunks: readonly (string | Error)[]): Response {
  const encoder = new TextEncoder();
  const left = [...chunks];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = left.shift();
      if (chunk === undefined) controller.close();
      else if (typeof chunk === 'string') controller.enqueue(encoder.encode(chunk));
      else controller.error(chunk);
    },
  });
  return new Response(body);
}

async function stages(...chunks: (string | Error)[]): Promise<string[]> {
  const told: string[] = [];
  try {
    for await (const { stage } of linesOf('faceProgress', answer(chunks))) told.push(stage);
  } catch (error) {
    told.push((error as { code: string }).code);
  }
  return told;
}

describe('linesOf', () => {
  test('tells each line, however the line is cut on its way', async () => {
    expect(await stages('{"stage":"valid"}\n{"sta', 'ge":"face-found"}\n', '{"stage":"encoded"}', '\n')).toEqual([
      'valid',
      'face-found',
      'encoded',
    ]);
  });

  test('ends with the problem of a line that tells one', async () => {
    expect(await stages('{"stage":"valid"}\n{"problem":{"code":"NO_FACE"}}\n{"stage":"saved"}\n')).toEqual([
      'valid',
      'NO_FACE',
    ]);
    expect(await stages('{"problem":{"code":"no code of ours"}}\n')).toEqual(['INTERNAL']);
  });

  test('does not take half a line for one', async () => {
    expect(await stages('{"stage":"valid"}\n{"stage":"saved"}')).toEqual(['valid']);
  });

  test('says when the connection drops, and when a line is none of the contract', async () => {
    expect(await stages('{"stage":"valid"}\n', new TypeError('network error'))).toEqual(['valid', 'NETWORK']);
    expect(await stages('{"stage":"valid"}\nnothing\n')).toEqual(['valid', 'ANSWER_INVALID']);
    expect(await stages('{"stage":"finished"}\n')).toEqual(['ANSWER_INVALID']);
    expect(await stages('{"stage":"indexed","face":{"id":"x"}}\n')).toEqual(['ANSWER_INVALID']);
  });
});
