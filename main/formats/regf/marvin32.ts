/**
 * Marvin32, the keyed hash of Windows (US patent 20130262421; the .NET runtime publishes the same algorithm), with
 * the seed that transaction logs use (msuhanov, "Log entries", note 3: the number 0x82EF4D887A4E55C5).
 */
const SEED_LOW = 0x7a4e55c5 | 0;
const SEED_HIGH = 0x82ef4d88 | 0;

/**
 * Hash of `length` bytes of `view` from `start` as a 64-bit number, the form in which logs store it.
 * The caller checks that the bytes are there.
 */
export function marvin32(view: DataView, start: number, length: number): bigint {
  let low = SEED_LOW;
  let high = SEED_HIGH;
  const whole = start + (length & ~3);
  for (let at = start; at < whole; at += 4) {
    low = (low + view.getInt32(at, true)) | 0;
    high ^= low;
    low = (((low << 20) | (low >>> 12)) + high) | 0;
    high = ((high << 9) | (high >>> 23)) ^ low;
    low = (((low << 27) | (low >>> 5)) + high) | 0;
    high = (high << 19) | (high >>> 13);
  }
  // The rest, then 0x80, then zeros: one block; a block of zeros follows.
  let last = 0x80;
  for (let at = start + length - 1; at >= whole; at -= 1) last = (last << 8) | view.getUint8(at);
  for (const block of [last, 0]) {
    low = (low + block) | 0;
    high ^= low;
    low = (((low << 20) | (low >>> 12)) + high) | 0;
    high = ((high << 9) | (high >>> 23)) ^ low;
    low = (((low << 27) | (low >>> 5)) + high) | 0;
    high = (high << 19) | (high >>> 13);
  }
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}
