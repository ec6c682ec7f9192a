/** A problem of a bundle, in words; what STIX 2.1 demands of the objects that we write, independently of the code that writes them. */
type Problem = string;

interface Loose {
  readonly type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

const ID = /^([a-z][a-z0-9-]+[a-z0-9])--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z$/;
const MILLISECONDS = /T\d\d:\d\d:\d\d\.\d{3}Z$/;
const OBSERVABLES = ['directory', 'file', 'process', 'windows-registry-key'];

/** Properties that each type must have beside type, spec_version and id (sections 4 to 6), and those that it may have. */
const TYPES: Readonly<
  Record<string, { readonly required: readonly string[]; readonly optional: readonly string[] }>
> = {
  identity: { required: ['name', 'created', 'modified'], optional: ['identity_class', 'created_by_ref'] },
  'attack-pattern': {
    required: ['name', 'created', 'modified'],
    optional: ['external_references', 'created_by_ref'],
  },
  sighting: {
    required: ['sighting_of_ref', 'created', 'modified'],
    optional: [
      'created_by_ref',
      'confidence',
      'labels',
      'description',
      'first_seen',
      'last_seen',
      'count',
      'observed_data_refs',
      'where_sighted_refs',
    ],
  },
  report: {
    required: ['name', 'published', 'object_refs', 'created', 'modified'],
    optional: ['created_by_ref', 'description', 'report_types'],
  },
  'observed-data': {
    required: ['first_observed', 'last_observed', 'number_observed', 'object_refs', 'created', 'modified'],
    optional: ['created_by_ref'],
  },
  directory: { required: ['path'], optional: [] },
  file: { required: ['name'], optional: ['hashes', 'size', 'parent_directory_ref', 'ctime', 'mtime'] },
  process: { required: [], optional: ['command_line', 'image_ref', 'extensions'] },
  'windows-registry-key': { required: ['key'], optional: ['modified_time'] },
};
const TIMES = [
  'created',
  'modified',
  'first_observed',
  'last_observed',
  'first_seen',
  'last_seen',
  'published',
  'ctime',
  'mtime',
  'modified_time',
];
const START_TYPES = ['AUTO_START', 'BOOT_START', 'DEMAND_START', 'DISABLED', 'SYSTEM_ALERT'];
const SERVICE_TYPES = ['KERNEL_DRIVER', 'FILE_SYSTEM_DRIVER', 'WIN32_OWN_PROCESS', 'WIN32_SHARE_PROCESS'];

export function stixProblems(text: string): Problem[] {
  const bundle = JSON.parse(text) as { type: string; id: string; objects: Loose[] };
  const problems: Problem[] = [];
  if (bundle.type !== 'bundle' || !bundle.id.startsWith('bundle--') || !ID.test(bundle.id))
    problems.push('no bundle');
  if ('spec_version' in bundle) problems.push('a bundle of 2.1 has no spec_version');
  const byId = new Map(bundle.objects.map((object) => [object.id, object]));
  if (byId.size !== bundle.objects.length) problems.push('an id twice');
  for (const object of bundle.objects) {
    const say = (what: string) => problems.push(`${object.type} ${object.id}: ${what}`);
    checkObject(object, say);
    checkReferences(object, byId, say);
  }
  return problems;
}

function checkObject(object: Loose, say: (what: string) => void): void {
  const known = TYPES[object.type];
  if (known === undefined) {
    say('a type that is not expected');
    return;
  }
  if (object['spec_version'] !== '2.1') say('spec_version');
  if (ID.exec(object.id)?.[1] !== object.type) say('id');
  for (const name of known.required) if (object[name] === undefined) say(`lacks ${name}`);
  const allowed = new Set([...known.required, ...known.optional, 'type', 'spec_version', 'id']);
  for (const [name, value] of Object.entries(object)) {
    if (!allowed.has(name)) say(`has ${name}`);
    if (value === null || (Array.isArray(value) && value.length === 0)) say(`${name} is empty`);
    if (TIMES.includes(name) && !TIME.test(String(value))) say(`${name} is no time: ${String(value)}`);
  }
  for (const name of ['created', 'modified', 'published']) {
    if (object[name] !== undefined && !MILLISECONDS.test(String(object[name])))
      say(`${name} is not of milliseconds`);
  }
  if (String(object['modified'] ?? '') < String(object['created'] ?? ''))
    say('modified before it was created');
  if (
    object['confidence'] !== undefined &&
    !(Number(object['confidence']) >= 0 && Number(object['confidence']) <= 100)
  )
    say('confidence');
  checkSpecial(object, say);
}

function checkSpecial(object: Loose, say: (what: string) => void): void {
  if (object.type === 'process') checkProcess(object, say);
  if (object.type === 'windows-registry-key' && /HKLM|HKCC|HKCR|HKCU|HKU/i.test(String(object['key'])))
    say('an abbreviated hive');
  const hashes = Object.entries((object['hashes'] ?? {}) as Record<string, string>);
  const lengths: Readonly<Record<string, number>> = { MD5: 32, 'SHA-1': 40, 'SHA-256': 64 };
  for (const [name, hash] of hashes)
    if (!/^[0-9a-f]+$/.test(hash) || hash.length !== lengths[name]) say(`hash ${name}`);
}

function checkProcess(object: Loose, say: (what: string) => void): void {
  if (['command_line', 'image_ref', 'extensions'].every((name) => object[name] === undefined))
    say('says nothing');
  const extensions = object['extensions'] as Record<string, Record<string, unknown>> | undefined;
  if (extensions === undefined) return;
  if (Object.keys(extensions).join() !== 'windows-service-ext') say('another extension');
  const { start_type, service_type, service_name } = extensions['windows-service-ext'] ?? {};
  if (typeof service_name !== 'string') say('service_name');
  if (start_type !== undefined && !START_TYPES.includes(String(start_type).replace('SERVICE_', '')))
    say('start_type');
  if (service_type !== undefined && !SERVICE_TYPES.includes(String(service_type).replace('SERVICE_', '')))
    say('service_type');
}

/** Every `…_ref` and `…_refs`, at any depth, names an object of the bundle that may stand there. */
function checkReferences(object: Loose, byId: ReadonlyMap<string, Loose>, say: (what: string) => void): void {
  const visit = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, name);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(inner, key);
    else if (/_refs?$/.test(name)) {
      const target = byId.get(String(value));
      if (target === undefined) say(`${name} leads nowhere`);
      else if (!mayStand(object.type, name, target.type)) say(`${name} leads to a ${target.type}`);
    }
  };
  visit(object, '');
}

function mayStand(type: string, name: string, target: string): boolean {
  switch (name) {
    case 'created_by_ref':
    case 'where_sighted_refs':
      return target === 'identity';
    case 'observed_data_refs':
      return target === 'observed-data';
    case 'sighting_of_ref':
      return target === 'attack-pattern';
    case 'image_ref':
    case 'service_dll_refs':
      return target === 'file';
    case 'parent_directory_ref':
      return target === 'directory';
    default:
      return type === 'observed-data' ? OBSERVABLES.includes(target) : true;
  }
}
