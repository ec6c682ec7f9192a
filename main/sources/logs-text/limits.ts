const MIB = 1024 * 1024;

/** Bytes of a packed log; logrotate packs a week's at most, large servers write some GiB of text a day. */
export const MAX_PACKED_LOG = 256 * MIB;
/** Bytes that a packed log may unpack to: it is held in memory. */
export const MAX_UNPACKED_LOG = 1024 * MIB;
/** Bytes read at once of a log that is not packed. */
export const LOG_CHUNK = 1 * MIB;
/** Rotated files of all logs of one source; logrotate keeps some dozens. */
export const MAX_TEXT_LOGS = 5_000;
/** Events remembered so that the same line in another log is not told twice; beyond it each is told. */
export const MAX_REMEMBERED_LINES = 500_000;
/** Unit files looked at for their descriptions. */
export const MAX_DESCRIBED_UNITS = 20_000;
/** Units or jobs that one command may name; each makes an event. */
export const MAX_NAMED_SERVICES = 128;
/** Fields of one audit record that an event keeps. */
export const MAX_EVENT_FIELDS = 128;
/** Characters of one field's text. */
export const MAX_EVENT_TEXT = 8_192;
