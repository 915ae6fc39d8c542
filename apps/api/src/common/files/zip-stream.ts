import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface ZipEntry {
  /** Path in the archive. */
  name: string;
  /** Not for what is compressed already, such as a JPEG. */
  compress: boolean;
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A zip archive as it is asked for: no more than one chunk of one entry is ever held. */
export async function* zipStream(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const archive = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(chunk);
  });
  for await (const { name, compress, content } of entries) {
    const file = compress ? new ZipDeflate(name) : new ZipPassThrough(name);
    archive.add(file);
    for await (const chunk of content) {
      file.push(chunk);
      yield* made.splice(0);
    }
    file.push(new Uint8Array(0), true);
    yield* made.splice(0);
  }
  archive.end();
  yield* made.splice(0);
}
