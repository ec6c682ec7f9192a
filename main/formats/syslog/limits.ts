/** Bytes kept of one line; syslog daemons write 8 KiB at most by default (rsyslog's maxMessageSize), journald 48 KiB. */
export const MAX_LOG_LINE = 64 * 1024;
/** Lines that may continue one message, and characters they may add: a file of nothing else must not become one message. */
export const MAX_CONTINUATION_LINES = 100;
export const MAX_CONTINUED_MESSAGE = 64 * 1024;
