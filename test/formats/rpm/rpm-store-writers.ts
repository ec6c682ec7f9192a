/** `Packages.db` with these blobs; package indexes count from 1. */
export function ndbFile(blobs: readonly Uint8Array[]): Buffer {
  const slots = Buffer.alloc(4096);
  slots.write('RpmP');
  slots.writeUInt32LE(1, 8);
  slots.writeUInt32LE(1, 12);
  slots.writeUInt32LE(blobs.length + 1, 16);
  for (let at = 32; at < 4096; at += 16) slots.write('Slot', at);
  const parts: Buffer[] = [slots];
  let blocks = 256;
  for (const [index, blob] of blobs.entries()) {
    const size = Math.ceil((16 + blob.length + 12) / 16) * 16;
    const part = Buffer.alloc(size);
    part.write('BlbS');
    part.writeUInt32LE(index + 1, 4);
    part.writeUInt32LE(1, 8);
    part.writeUInt32LE(blob.length, 12);
    part.set(blob, 16);
    part.writeUInt32LE(blob.length, size - 8);
    part.write('BlbE', size - 4);
    const slot = 32 + index * 16;
    slots.writeUInt32LE(index + 1, slot + 4);
    slots.writeUInt32LE(blocks, slot + 8);
    slots.writeUInt32LE(size / 16, slot + 12);
    parts.push(part);
    blocks += size / 16;
  }
  return Buffer.concat(parts);
}

/** `Packages` of Berkeley DB: a meta page, one hash page a blob, and overflow pages where the value does not fit. */
export function bdbFile(blobs: readonly Uint8Array[], order: 'LE' | 'BE', pageSize = 4096): Buffer {
  const u16 = (page: Buffer, value: number, at: number) => page[`writeUInt16${order}`](value, at);
  const u32 = (page: Buffer, value: number, at: number) => page[`writeUInt32${order}`](value, at);
  const pages: Buffer[] = [];
  const newPage = (type: number) => {
    const page = Buffer.alloc(pageSize);
    u32(page, pages.length, 8);
    page[25] = type;
    pages.push(page);
    return page;
  };
  const meta = newPage(8);
  u32(meta, 0x061561, 12);
  u32(meta, 9, 16);
  u32(meta, pageSize, 20);
  const next = Buffer.alloc(4);
  u32(next, blobs.length, 0);
  for (const [index, blob] of [next, ...blobs].entries()) {
    const page = newPage(13);
    const key = Buffer.alloc(5);
    key[0] = 1;
    u32(key, index, 1);
    const inline = blob.length + 64 < pageSize;
    const value = inline ? Buffer.concat([Buffer.of(1), blob]) : Buffer.alloc(12);
    if (!inline) {
      value[0] = 3;
      u32(value, pages.length, 4);
      u32(value, blob.length, 8);
      for (let at = 0; at < blob.length; at += pageSize - 26) {
        const part = blob.subarray(at, at + pageSize - 26);
        const overflow = newPage(7);
        u16(overflow, part.length, 22);
        if (at + part.length < blob.length) u32(overflow, pages.length, 16);
        overflow.set(part, 26);
      }
    }
    u16(page, 2, 20);
    u16(page, pageSize - key.length, 26);
    u16(page, pageSize - key.length - value.length, 28);
    page.set(key, pageSize - key.length);
    page.set(value, pageSize - key.length - value.length);
  }
  u32(meta, pages.length - 1, 32);
  return Buffer.concat(pages);
}
