const CLEAN = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Base64 as parseDataTag of CFPropertyList.c reads it: characters of no meaning are skipped, an incomplete last group is lost.
 * `complete` is false if there was either.
 */
export function decodeBase64(text: string): { readonly bytes: Uint8Array; readonly complete: boolean } {
  const digits = text.replace(/\s+/g, '');
  if (digits.length % 4 === 0 && CLEAN.test(digits))
    return { bytes: new Uint8Array(Buffer.from(digits, 'base64')), complete: true };
  const known = digits.replace(/[^A-Za-z0-9+/=]+/g, '');
  const groups = known.slice(0, known.length - (known.length % 4));
  // An equals sign inside counts as a zero; at the end it shortens the last group, as everywhere.
  const padding = /={1,2}$/.exec(groups)?.[0] ?? '';
  const body = groups.slice(0, groups.length - padding.length).replace(/=/g, 'A');
  return { bytes: new Uint8Array(Buffer.from(body + padding, 'base64')), complete: false };
}
