/** Bounds on what compressed bytes of hostile evidence may become. Sizes are bytes. */
const MIB = 1024 * 1024;

/** What one compressed payload may unpack to. Real fields of journals are under 1 MiB; core dumps in journals ended with systemd 215. */
export const MAX_UNPACKED = 64 * MIB;
/** zstd's own limit of one block (RFC 8878, section 3.1.1.2.4). */
export const MAX_ZSTD_BLOCK = 128 * 1024;
