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
    const best = response.req.accepts(['application/json', NDJSON_MEDIA_TYPE]);
    return best === NDJSON_MEDIA_TYPE ? new JsonLines<Line>(response) : undefined;
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

function textOf(line: object): string {
  return `${JSON.stringify(line)}\n`;
}
