/** Bounds on what a hostile log can make us do, each with its reason. Sizes are bytes unless said otherwise. */

/** Elements within each other. Windows' own events have five levels; every level costs a stack frame. */
export const MAX_ELEMENT_DEPTH = 128;
/** BinXML values within each other (a fragment in a value of a fragment…). Windows writes two. */
export const MAX_FRAGMENT_DEPTH = 16;
/**
 * Parts that one record may unfold to. A template may use one value a thousand times, and the value may be a fragment
 * whose template does so again; a record of Windows has some hundred parts.
 */
export const MAX_RECORD_PARTS = 50_000;
/** Characters that one record's fields, and its XML text, may unfold to. A record itself is at most 64 KiB. */
export const MAX_RECORD_TEXT = 4 * 1024 * 1024;
/** Compiled templates kept for later chunks; a host's log has some hundreds. Beyond it the cache starts anew. */
export const MAX_CACHED_TEMPLATES = 4_096;
/** Templates of one identifier and size that differ (other names stored inline); Windows writes a few. */
export const MAX_TEMPLATE_VARIANTS = 8;
/** Answers of `wanted` remembered for one template; a template belongs to one event in most logs. */
export const MAX_REMEMBERED_ANSWERS = 4_096;
/** How far a file without a valid header is searched for its first chunk. */
export const MAX_CHUNK_SEARCH = 64 * 1024 * 1024;
/** Chunks in a row that cannot be read before the rest of the file is given up (the file was cut while it was read). */
export const MAX_UNREADABLE_CHUNKS = 16;
/** Chunks remembered to tell their copies; 8 GiB of logs. Beyond it copies are decoded again. */
export const MAX_KNOWN_CHUNKS = 131_072;
