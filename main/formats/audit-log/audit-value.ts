/**
 * Fields whose text the kernel or a daemon writes in hexadecimal when it holds blanks, quotes or bytes that are no printable ASCII, and in
 * quotes otherwise (audit_log_untrustedstring; auparse's type table). Of other fields `CAFE` is a number.
 */
const ENCODED = new Set([
  'acct',
  'cmd',
  'comm',
  'cwd',
  'data',
  'device',
  'dir',
  'exe',
  'file',
  'grp',
  'key',
  'name',
  'new_group',
  'ocomm',
  'path',
  'proctitle',
  'sw',
  'unit',
  'vm',
  'watch',
]);
const ARGUMENT = /^a\d+(?:\[\d+\])?$/;

/** Fields of one audit record in their order, by name; of a name that comes twice the first counts. */
export type AuditFields = ReadonlyMap<string, string>;

/** A name is looked for only where one can begin: behind a blank, a quote or the separator 0x1D. */
const FIELD =
  /(?<=^|[\s'"\x1d])([A-Za-z][\w-]{0,63}(?:\[\d{1,5}\])?)=(?:"([^"]*)"|'([^']*)'|([^\s'"\x1d][^\s\x1d]*)?)/g;
/** Fields kept of one record; EXECVE of a long command line has some hundreds. */
const MAX_FIELDS = 4_096;

/**
 * `key=value` fields of a record (auditd's "audit event record format"): `"text"` as it is, `'…'` the fields of a user space message,
 * taken out of their quotes, hexadecimal text decoded. `(null)` and `?` stay. Behind the separator 0x1D stand the names that an
 * enriched log adds, `AUID="alice"`: their names in capitals keep them apart.
 */
export function auditFields(text: string, type: string): AuditFields {
  const fields = new Map<string, string>();
  collect(text, type, fields, true);
  return fields;
}

function collect(text: string, type: string, into: Map<string, string>, mayNest: boolean): void {
  for (const [, name = '', quoted, nested, bare] of text.matchAll(FIELD)) {
    if (into.size >= MAX_FIELDS) return;
    if (nested !== undefined && mayNest) collect(nested, type, into, false);
    else if (!into.has(name)) into.set(name, quoted ?? nested ?? decoded(name, bare ?? '', type));
  }
}

/** PROCTITLE separates arguments by zeros; so do some commands of USER_CMD. */
function decoded(name: string, value: string, type: string): string {
  const isText = ENCODED.has(name) || (type === 'EXECVE' && ARGUMENT.test(name));
  if (!isText || value.length < 2 || value.length % 2 !== 0 || !/^[0-9A-F]+$/.test(value)) return value;
  const text = Buffer.from(value, 'hex').toString('utf8').replace(/\0+$/, '');
  return text.replaceAll('\0', name === 'proctitle' ? ' ' : '\uFFFD');
}

/** Arguments that are read of one EXECVE record; the kernel writes at most 7,500 bytes a record and splits longer ones. */
const MAX_ARGUMENTS = 4_096;

/** The command line of EXECVE records of one event: `a0`, `a1`…, long ones in parts `a1[0]`, `a1[1]`… */
export function execArguments(records: readonly { readonly fields: AuditFields }[]): string[] {
  const whole = new Map<number, string>();
  for (const { fields } of records) {
    for (const [name, value] of fields) {
      const [, index] = /^a(\d{1,5})(?:\[\d+\])?$/.exec(name) ?? [];
      if (index !== undefined) whole.set(Number(index), (whole.get(Number(index)) ?? '') + value);
    }
  }
  const found: string[] = [];
  for (let index = 0; index < MAX_ARGUMENTS; index += 1) {
    const value = whole.get(index);
    if (value === undefined) break;
    found.push(value);
  }
  return found;
}
