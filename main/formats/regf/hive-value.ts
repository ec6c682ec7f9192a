import type { RegistryValue } from '../registry-tree.ts';
import type { HiveImage } from './hive-image.ts';
import { valueName, valueSize, valueType } from './key-value.ts';
import { valueData, valueFromLog } from './value-data.ts';

/** A value in a hive; everything but its place is read when asked for. */
export class HiveValue implements RegistryValue {
  /** Bytes from the start of the hive file to the value's cell. */
  readonly offset: number;
  readonly deleted: boolean;
  readonly #image: HiveImage;
  #name: string | null = null;

  constructor(image: HiveImage, offset: number, deleted: boolean) {
    this.#image = image;
    this.offset = offset;
    this.deleted = deleted;
  }

  get name(): string {
    this.#name ??= valueName(this.#image, this.offset);
    return this.#name;
  }

  get type(): number {
    return valueType(this.#image, this.offset);
  }

  get size(): number {
    return valueSize(this.#image, this.offset);
  }

  get fromLog(): boolean {
    return valueFromLog(this.#image, this.offset);
  }

  /** A view of the hive's bytes where possible; throws ParseError when the data cannot be read. */
  data(): Uint8Array {
    return valueData(this.#image, this.offset);
  }
}
