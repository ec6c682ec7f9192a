/** 2001-01-01T00:00:00Z, where CFAbsoluteTime begins (CFDate.h), in Unix seconds. */
const ABSOLUTE_TIME_EPOCH = 978_307_200;
/** What a JavaScript date can hold, in seconds. */
const LAST_SECOND = 8.64e12;
const MICROSECONDS = 1_000_000;

/** CFAbsoluteTime, seconds since 2001 UTC, as ISO 8601 with six decimals or none; null for what is no time. */
export function absoluteTimeToIso(seconds: number): string | null {
  let whole = Math.floor(seconds);
  let micros = Math.round((seconds - whole) * MICROSECONDS);
  if (micros === MICROSECONDS) {
    whole += 1;
    micros = 0;
  }
  const unix = whole + ABSOLUTE_TIME_EPOCH;
  if (!(Math.abs(unix) <= LAST_SECOND)) return null;
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`;
  return `${new Date(unix * 1000).toISOString().slice(0, -5)}${fraction}Z`;
}

const XML_DATE = /^\s*(-?)(\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z\s*$/;

/** The text of a `<date>` (DTD: "a subset of ISO 8601, YYYY-MM-DDTHH:MM:SSZ") as ISO 8601; null for what is no date. */
export function xmlDateToIso(text: string): string | null {
  const found = XML_DATE.exec(text);
  if (found === null) return null;
  const [, sign = '', year = '', month = '', day = '', ...time] = found;
  const digits = year.replace(/^0+(?=\d{4})/, '');
  if (digits.length > 6) return null;
  const isoYear =
    sign === '' && digits.length <= 4
      ? digits.padStart(4, '0')
      : `${sign === '' ? '+' : '-'}${digits.padStart(6, '0')}`;
  const iso = `${isoYear}-${month}-${day}T${time.join(':')}`;
  // Date.parse lets 31 February roll over into March; the round trip does not.
  const parsed = new Date(`${iso}Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString() !== `${iso}.000Z`) return null;
  return `${iso}Z`;
}
