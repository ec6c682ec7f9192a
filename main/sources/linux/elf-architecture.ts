/** e_machine values of Linux systems (System V ABI, "ELF Header"; include/uapi/linux/elf-em.h), as uname(1) names them. */
const MACHINES: Readonly<Record<number, string>> = {
  2: 'sparc',
  3: 'i686',
  8: 'mips',
  20: 'ppc',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  43: 'sparc64',
  50: 'ia64',
  62: 'x86_64',
  183: 'aarch64',
  243: 'riscv64',
  258: 'loongarch64',
};
const HEADER = 20;

/** Architecture of an ELF file, or null for what is none. A machine without a name here is given by its number. */
export function elfArchitecture(bytes: Uint8Array): string | null {
  if (bytes.length < HEADER) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x7f454c46) return null;
  const littleEndian = bytes[5] === 1;
  const machine = view.getUint16(18, littleEndian);
  const name = MACHINES[machine] ?? `machine ${machine}`;
  if (name === 'ppc64' && littleEndian) return 'ppc64le';
  return name === 'mips' && littleEndian ? 'mipsel' : name;
}
