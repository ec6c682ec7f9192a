import { MAX_VALUE_DATA } from '../../../shared/limits.ts';
import { ParseError } from '../parse-error.ts';
import { bigData, bigDataSegments, isBigData, SEGMENT_SIZE } from './big-data.ts';
import { CELL_HEADER, cellAt, cellDataLength, hex } from './cells.ts';
import type { HiveImage } from './hive-image.ts';
import { isResident, keyValueLength, residentDataAt, valueDataOffset, valueSize } from './key-value.ts';

/** Data of this many bytes and less is kept in the offset field of the value (msuhanov, "Data size"). */
const RESIDENT_MAX = 4;

/**
 * Data of the value whose cell is at file offset `cell`: a view of the hive where it is in one piece, else a copy.
 * Throws ParseError, and reports it, when the data is not where the value says or shorter than it says.
 */
export function valueData(image: HiveImage, cell: number): Uint8Array {
  try {
    const length = valueSize(image, cell);
    const place = placeOf(image, cell, length);
    return place < 0 ? bigData(image, -place, length) : image.slice(place, length);
  } catch (error) {
    if (error instanceof ParseError) image.report('value-data', cell, error.structure, error.message);
    throw error;
  }
}

/** True when the value's cell or its data lies in bytes that came from a log. */
export function valueFromLog(image: HiveImage, cell: number): boolean {
  if (image.changed === null) return false;
  if (image.fromLog(cell, cell + keyValueLength(image, cell))) return true;
  try {
    const length = valueSize(image, cell);
    const place = placeOf(image, cell, length);
    if (place >= 0) return image.fromLog(place, place + length);
    const segments = bigDataSegments(image, -place, length);
    return segments.some((segment, index) => {
      const share = Math.min(SEGMENT_SIZE, length - index * SEGMENT_SIZE);
      return image.fromLog(segment, segment + CELL_HEADER + share);
    });
  } catch (error) {
    if (error instanceof ParseError) return false;
    throw error;
  }
}

/** File offset of the first byte of the data; negative: minus the offset of the cell with its `db` record. */
function placeOf(image: HiveImage, cell: number, length: number): number {
  if (isResident(image, cell)) {
    if (length > RESIDENT_MAX) {
      throw new ParseError('value data', cell, `${length} bytes cannot be in a field of ${RESIDENT_MAX}`);
    }
    return residentDataAt(cell);
  }
  if (length === 0) return cell;
  if (length > MAX_VALUE_DATA || length > image.length) {
    throw new ParseError('value data', cell, `${length} bytes are more than the file or the limit allows`);
  }
  const relative = valueDataOffset(image, cell);
  const data = cellAt(image, relative);
  if (data === -1) throw new ParseError('value data', cell, `no cell can be at ${hex(relative)}`);
  const room = cellDataLength(image, data);
  // Offline writers keep long data in one cell even in newer versions, so what is there decides, not the length.
  if (length > SEGMENT_SIZE && image.minorVersion > 3 && room < length && isBigData(image, data)) {
    return -data;
  }
  if (room < length) {
    const found = room < 0 ? 'the size of its cell cannot be true' : `its cell holds ${room}`;
    throw new ParseError('value data', data, `${length} bytes expected, ${found}`);
  }
  return data + CELL_HEADER;
}
