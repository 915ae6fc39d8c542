/** Something that must be found nowhere. */
export interface Secret {
  what: string;
  text: string;
}

/** Bytes enough to be nothing else by chance. */
const PIECE_BYTES = 24;

/** A text as a careless line of code could leave it behind. */
export function tracesOfText(what: string, text: string): Secret[] {
  const bytes = Buffer.from(text);
  const written = [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), bytes.toString('hex')];
  return [...new Set(written)].map((trace) => ({ what, text: trace })).concat(base64Traces(what, bytes));
}

/** Pieces of bytes, in hex, in base64 and as a list of numbers. */
export function tracesOfBytes(what: string, bytes: Buffer): Secret[] {
  const pieces = [0.1, 0.5, 0.9].map((share) => {
    const at = Math.floor((bytes.length - PIECE_BYTES) * share);
    return bytes.subarray(at, at + PIECE_BYTES);
  });
  return pieces.flatMap((piece) => [
    { what, text: piece.toString('hex') },
    { what, text: [...piece].join(',') },
    { what, text: piece.toString('latin1') },
    ...base64Traces(what, piece),
  ]);
}

/** Components as JSON writes them, and the bytes of float32. */
export function tracesOfVector(what: string, vector: Float32Array): Secret[] {
  const components = [...vector].filter((component) => Math.abs(component) > 1e-3).slice(0, 8);
  const texts = components.flatMap((component) => [String(component), component.toPrecision(7)]);
  const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
  return [...texts.map((text) => ({ what, text })), ...tracesOfBytes(what, bytes)];
}

/** Base64 of the same bytes reads in three ways, by where they begin; only the middle is the same wherever they stand. */
function base64Traces(what: string, bytes: Buffer): Secret[] {
  return [0, 1, 2].flatMap((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const middle = shifted.slice(4, -2);
    return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')].map((text) => ({ what, text }));
  });
}

/** What of the secrets a text has in it. */
export function found(text: string, secrets: readonly Secret[]): string[] {
  return [...new Set(secrets.filter((secret) => text.includes(secret.text)).map(({ what }) => what))];
}
