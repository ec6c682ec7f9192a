type Value =
  | { readonly type: 'int32'; readonly values: readonly number[] }
  | { readonly type: 'octets'; readonly values: readonly number[] }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly values: readonly string[] };

const TYPES = { octets: 1, int32: 4, string: 6, strings: 8 } as const;

/** A header blob as rpm's databases hold it, with values by tag number. */
export function rpmHeader(tags: Readonly<Record<number, Value>>): Buffer {
  const index: Buffer[] = [];
  const data: Buffer[] = [];
  let length = 0;
  for (const [tag, value] of Object.entries(tags)) {
    const bytes = encode(value);
    // Numbers are aligned to their size.
    const padding = value.type === 'int32' ? (4 - (length % 4)) % 4 : 0;
    data.push(Buffer.alloc(padding), bytes);
    const count = value.type === 'string' ? 1 : value.values.length;
    index.push(words(Number(tag), TYPES[value.type], length + padding, count));
    length += padding + bytes.length;
  }
  return Buffer.concat([words(index.length, length), ...index, ...data]);
}

function encode(value: Value): Buffer {
  switch (value.type) {
    case 'int32':
      return words(...value.values);
    case 'octets':
      return Buffer.from(value.values);
    case 'string':
      return Buffer.from(`${value.value}\0`);
    case 'strings':
      return Buffer.from(value.values.map((text) => `${text}\0`).join(''));
  }
}

function words(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) buffer.writeUInt32BE(value >>> 0, at * 4);
  return buffer;
}

export interface RpmFileSpec {
  readonly digest?: string;
  readonly flags?: number;
  readonly state?: number;
}

/** The header of a package with these files. */
export function rpmPackageHeader(
  name: string,
  files: Readonly<Record<string, RpmFileSpec>>,
  options: { readonly algorithm?: number; readonly epoch?: number } = {},
): Buffer {
  const paths = Object.keys(files);
  const specs = Object.values(files);
  const dirOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);
  const dirs = [...new Set(paths.map(dirOf))];
  return rpmHeader({
    1000: { type: 'string', value: name },
    1001: { type: 'string', value: '1.0' },
    1002: { type: 'string', value: '2' },
    ...(options.epoch === undefined ? {} : { 1003: { type: 'int32', values: [options.epoch] } as const }),
    1008: { type: 'int32', values: [1_700_000_000] },
    1022: { type: 'string', value: 'noarch' },
    1029: { type: 'octets', values: specs.map(({ state = 0 }) => state) },
    1035: { type: 'strings', values: specs.map(({ digest = '' }) => digest) },
    1037: { type: 'int32', values: specs.map(({ flags = 0 }) => flags) },
    1116: { type: 'int32', values: paths.map((path) => dirs.indexOf(dirOf(path))) },
    1117: { type: 'strings', values: paths.map((path) => path.slice(path.lastIndexOf('/') + 1)) },
    1118: { type: 'strings', values: dirs },
    ...(options.algorithm === undefined
      ? {}
      : { 5011: { type: 'int32', values: [options.algorithm] } as const }),
  });
}
