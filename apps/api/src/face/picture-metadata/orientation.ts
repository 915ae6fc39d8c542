/** TIFF tag of the EXIF standard (CIPA DC-008 §4.6.4): how a picture has to be turned and mirrored to be upright. */
const ORIENTATION_TAG = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;

/** Of an upright picture, and of one that says nothing. */
export const UPRIGHT = 1;

/** The orientation (1 to 8) that a TIFF header and its first directory tell; 1 for anything that cannot be read. */
export function orientationOf(tiff: Buffer): number {
  if (tiff.length < 8) return UPRIGHT;
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return UPRIGHT;
  const little = order === 'II';
  const uint16 = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return UPRIGHT;
  const entries = uint16(directory);
  for (let at = directory + 2; at + ENTRY_BYTES <= tiff.length && at < directory + 2 + entries * ENTRY_BYTES;) {
    if (uint16(at) === ORIENTATION_TAG && uint16(at + 2) === SHORT) {
      const value = uint16(at + 8);
      return value >= 1 && value <= 8 ? value : UPRIGHT;
    }
    at += ENTRY_BYTES;
  }
  return UPRIGHT;
}

/** A TIFF header with one directory that tells the orientation and nothing else: 26 bytes. */
export function tiffOf(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(ORIENTATION_TAG, 10);
  tiff.writeUInt16LE(SHORT, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  return tiff;
}
