export type JournalFields = Readonly<Record<string, string | readonly string[]>>;

/** A field's first value; '' when it is not there. */
export function fieldText(fields: JournalFields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}
