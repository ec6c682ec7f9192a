/** Bounds on what a hostile journal can make us do. Sizes are bytes. */
const KIB = 1024;
const MIB = 1024 * KIB;

/** What one read brings; large enough for few reads, small enough for random access. */
export const WINDOW_STRIDE = 256 * KIB;
/** Windows overlap by this much, so that ordinary objects lie in one. */
export const WINDOW_OVERLAP = 8 * KIB;
/** Windows in memory for all journals that are read together (16 MiB). */
export const MAX_WINDOWS = 64;

/** One field, packed or not; systemd itself takes 768 MiB, but real ones are under 1 MiB. */
export const MAX_FIELD = 64 * MIB;
/** A field's name; systemd takes 64 characters (journald-native.c, `journal_field_valid`). */
export const MAX_FIELD_NAME = 256;
/** Fields of one entry; systemd takes 1,024 (journal-importer.h, ENTRY_FIELD_COUNT_MAX). */
export const MAX_ENTRY_ITEMS = 4096;
/** Text of one entry's fields together. */
export const MAX_ENTRY_TEXT = 128 * MIB;
/** Characters of decoded fields that are remembered, in each of two generations. */
export const MAX_CACHED_TEXT = 8 * MIB;
/** Decoded fields that are remembered, in each of two generations. */
export const MAX_CACHED_FIELDS = 100_000;
/** A field longer than this is decoded again rather than remembered. */
export const MAX_CACHED_FIELD = 256 * KIB;
/**
 * What is decoded of one journal in all: this, and `WORK_PER_BYTE` for each of its bytes. Real journals need less than ten a byte;
 * thousands of references to one bomb would need days.
 */
export const MIN_WORK = 512 * MIB;
export const WORK_PER_BYTE = 32;
/** Problems kept of one journal; beyond it they are counted. */
export const MAX_JOURNAL_PROBLEMS = 200;
/** What is read of one journal; the compact form, which systemd writes since 252, cannot be larger than 4 GiB. */
export const MAX_JOURNAL = 8 * 1024 * MIB;
