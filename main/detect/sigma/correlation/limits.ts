/** Rules that one correlation may refer to; public ones refer to under ten. */
export const MAX_CORRELATED_RULES = 64;
/** Single-event rules below one correlation, chains included. */
export const MAX_CORRELATION_BASES = 1_000;
/** Fields of `group-by`, and of `field`. */
export const MAX_CORRELATION_FIELDS = 16;
/** Correlations above each other; the specification's example has two. */
export const MAX_CORRELATION_DEPTH = 16;
/** Matches of one rule that are kept for correlation: some 50 bytes each beside the caller's own. */
export const MAX_SIGHTINGS_PER_RULE = 1_000_000;
/** Matches of all rules that are kept for correlation. */
export const MAX_SIGHTINGS = 4_000_000;
/** Characters of all different values that are kept for comparing. */
export const MAX_CORRELATION_TEXT = 64 * 1024 * 1024;
/** Matches that one correlation looks at, those of chained correlations counted for each way that leads to them. */
export const MAX_CORRELATION_ITEMS = 4_000_000;
/** Results of one correlation: forged logs could make one of each event. */
export const MAX_CORRELATION_RESULTS = 10_000;
/** Events that a result names; it counts them all. */
export const MAX_CORRELATION_MEMBERS = 20;
