// Stands at the head of what the window runs in Node (desktop-build.mjs): what an Electron with a Node before 20.16 lacks.
process.getBuiltinModule ??= (name) => require(name);
{
  const zlib = require('node:zlib');
  // CRC-32 of ISO 3309 (RFC 1952, section 8), as Node has it from 20.15 on.
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  zlib.crc32 ??= (data, start = 0) => {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    let value = ~start;
    for (let at = 0; at < bytes.length; at += 1) value = table[(value ^ bytes[at]) & 0xff] ^ (value >>> 8);
    return ~value >>> 0;
  };
}
