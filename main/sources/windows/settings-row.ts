/** One row of the table of settings: where a setting lies and how it is read. */
export interface SettingRow {
  /** Family by which rules select. */
  readonly area: string;
  readonly hive: 'SYSTEM' | 'SOFTWARE';
  /** Path below the hive's root. `CurrentControlSet` is replaced by the current one; `*` stands for every subkey. */
  readonly key: string;
  /**
   * Names of values; `*` every value; `key` the key itself, with its default value as value; `key-security` the key's
   * descriptor as SDDL.
   */
  readonly values: readonly string[] | '*' | 'key' | 'key-security';
  /** Only keys whose own name matches, where the last component is `*`. */
  readonly only?: RegExp;
  /** How a text is split into the entries of `list`. */
  readonly split?: 'comma' | 'space';
  /** `sddl`: the bytes are a self-relative descriptor of a service-like object. */
  readonly decode?: 'sddl';
  /** One line for docs/reference/settings.md. */
  readonly what: string;
}
