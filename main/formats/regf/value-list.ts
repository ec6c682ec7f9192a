import { MAX_VALUES } from '../../../shared/limits.ts';
import { CELL_HEADER, cellAt, cellDataLength, hex, NO_CELL, signatureText } from './cells.ts';
import type { HiveImage } from './hive-image.ts';
import { keyValueCount, keyValueList } from './key-node.ts';
import { checkKeyValue, isKeyValue, isSoundValue } from './key-value.ts';

/** Values read of one deleted key: many remnants of one key may share its list. */
const MAX_REMNANT_VALUES = 1_024;

export interface ValueList {
  /** File offset of the list's cell. */
  readonly cell: number;
  /** Elements that the key states and the cell holds. */
  readonly count: number;
  /** Elements that the cell has room for: those behind `count` are remnants. */
  readonly room: number;
}

/**
 * The value list of the key whose cell is at file offset `key`; null when it has none that can be
 * read. `remnant`: of a deleted key, about which nothing is reported.
 */
export function valueList(image: HiveImage, key: number, remnant = false): ValueList | null {
  const stated = keyValueCount(image, key);
  const relative = keyValueList(image, key);
  if (remnant) {
    const cell = relative === NO_CELL ? -1 : cellAt(image, relative);
    if (stated === 0 || cell === -1) return null;
    const room = Math.max(0, Math.floor(cellDataLength(image, cell) / 4));
    return { cell, count: Math.min(stated, room, MAX_REMNANT_VALUES), room };
  }
  if (stated === 0 || relative === NO_CELL) {
    if (stated !== 0) image.report('value-list', key, 'key values list', `${stated} values stated, no list`);
    return null;
  }
  const cell = cellAt(image, relative);
  if (cell === -1) {
    image.report('value-list', key, 'key values list', `no cell can be at ${hex(relative)}`);
    return null;
  }
  const room = Math.max(0, Math.floor(cellDataLength(image, cell) / 4));
  if (stated > room) {
    image.report('value-list', cell, 'key values list', `${stated} values stated, its cell holds ${room}`);
  }
  if (stated > MAX_VALUES) {
    image.report('limit-reached', key, 'key values list', `${stated} values stated, ${MAX_VALUES} are read`);
  }
  return { cell, count: Math.min(stated, room, MAX_VALUES), room };
}

/**
 * File offset of the value cell that element `index` of a list names; -1 when there is no value. What is wrong is
 * reported, unless the list is a remnant: those are expected to be.
 */
export function valueAt(image: HiveImage, list: ValueList, index: number, remnant = false): number {
  const relative = (image.words[((list.cell + CELL_HEADER) >> 2) + index] as number) >>> 0;
  const cell = cellAt(image, relative);
  if (cell !== -1 && isSoundValue(image, cell)) return cell;
  if (remnant) return cell !== -1 && isKeyValue(image, cell) ? cell : -1;
  if (cell === -1) {
    image.reject(list.cell);
    const element = list.cell + CELL_HEADER + 4 * index;
    image.report('cell-outside', element, 'key values list', `no cell can be at ${hex(relative)}`);
    return -1;
  }
  if (!isKeyValue(image, cell)) {
    image.reject(list.cell);
    const found = JSON.stringify(signatureText(image, cell));
    image.report('wrong-signature', cell, 'key value', `"vk" expected, ${found} found`);
    return -1;
  }
  checkKeyValue(image, cell);
  return cell;
}
