import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NDJSON_MEDIA_TYPE } from '@facegate/contracts';
import type { Response } from 'express';

/**
 * An answer of one JSON value a line, each sent when it is known. It begins with the first line, so that what fails
 * before that is answered like anything else that fails; {@link endLines} is for what fails later.
 */
export class JsonLines<Line extends object> {
  private constructor(private readonly response: Response) {}

  /** For a client that would rather have lines than plain JSON (RFC 9110 §12.5.1). */
  static wanted<Line extends object>(response: Response): JsonLines<Line> | undefined {
    return JsonLines.areWanted(response) ? new JsonLines<Line>(response) : undefined;
  }

  static areWanted(response: Response): boolean {
    return response.req.accepts(['application/json', NDJSON_MEDIA_TYPE]) === NDJSON_MEDIA_TYPE;
  }

  /** Many lines, no faster than they are read. One that fails in the middle breaks the connection. */
  static async stream(response: Response, lines: AsyncIterable<object>): Promise<void> {
    response.status(200).setHeader('Content-Type', NDJSON_MEDIA_TYPE);
    const texts = Readable.from(textsOf(lines), { objectMode: false });
    await pipeline(texts, response).catch((error: unknown) => {
      if (!response.destroyed) throw error;
    });
  }

  write(line: Line): void {
    if (this.response.destroyed) return;
    if (!this.response.headersSent) {
      this.response.status(200).setHeader('Content-Type', NDJSON_MEDIA_TYPE);
      // nginx would keep the lines back until there are many.
      this.response.setHeader('X-Accel-Buffering', 'no');
    }
    this.response.write(textOf(line));
  }

  end(line: Line): void {
    this.write(line);
    this.response.end();
  }
}

/** Ends an answer of lines with one more. @returns false for an answer that has begun as something else */
export function endLines(response: Response, line: object): boolean {
  if (response.getHeader('Content-Type') !== NDJSON_MEDIA_TYPE) return false;
  response.end(textOf(line));
  return true;
}

async function* textsOf(lines: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const line of lines) yield textOf(line);
}

function textOf(line: object): string {
  return `${JSON.stringify(line)}\n`;
}
