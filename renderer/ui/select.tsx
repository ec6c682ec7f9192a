interface SelectProps<T extends string> {
  readonly label: string;
  /** null: all of them. */
  readonly value: T | null;
  readonly all: string;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T | null) => void;
}

/** One of several, or all. The system's own list: it works everywhere and with everything. */
export function Select<T extends string>({ label, value, all, options, onChange }: SelectProps<T>) {
  return (
    <select
      className="input"
      aria-label={label}
      value={value ?? ''}
      onChange={({ target }) =>
        onChange(options.find((option) => option.value === target.value)?.value ?? null)
      }
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}
