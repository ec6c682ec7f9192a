import type { BinXmlAttribute, BinXmlElement, BinXmlPart } from './nodes.ts';
import { SYSTEM_FIELDS } from './system-fields.ts';

/**
 * Where in the event a piece of BinXML stands: that decides what its parts are called. `document` is above Event, `event`
 * in it, `system` and `data` in System and EventData, `tree` in anything else.
 */
export type ZoneKind = 'document' | 'event' | 'system' | 'data' | 'tree';

export interface Zone {
  readonly kind: ZoneKind;
  /** The element below Event that this is in ("EventData", "UserData", "RenderingInfo"); "" above. */
  readonly section: string;
  /** Both as one key. */
  readonly key: string;
}

export function zoneOf(kind: ZoneKind, section: string): Zone {
  return { kind, section, key: `${kind} ${section}` };
}

export const DOCUMENT: Zone = zoneOf('document', '');

/**
 * One thing to do for the fields of a record. `value`: value `index` is the field `name`. `parts`: a field of literal text
 * and values. `embed`: value `index` stands between elements; if it is BinXML, its own plan in `zone` follows.
 * A `name` of null is an unnamed Data; `nameParts` is a name that is itself a value.
 */
export interface FieldStep {
  readonly kind: 'value' | 'parts' | 'embed';
  readonly name: string | null;
  readonly nameParts: readonly BinXmlPart[] | null;
  readonly index: number;
  readonly parts: readonly BinXmlPart[];
  readonly zone: Zone;
  /** Of System: what of the record's head it is, beside being a field. */
  readonly head: HeadPart | null;
}

/** What a record says of itself outside its fields. */
export type HeadPart = 'provider' | 'eventId' | 'channel' | 'computer' | 'time' | 'userSid';

const HEAD_PARTS: ReadonlyMap<string, HeadPart> = new Map([
  ['Provider_Name', 'provider'],
  ['EventID', 'eventId'],
  ['Channel', 'channel'],
  ['Computer', 'computer'],
  ['TimeCreated_SystemTime', 'time'],
  ['Security_UserID', 'userSid'],
]);

/** The steps for BinXML that stands in `zone`. */
export function planFields(roots: readonly BinXmlPart[], zone: Zone): readonly FieldStep[] {
  const steps: FieldStep[] = [];
  planContent(roots, zone, steps);
  return steps;
}

function planContent(parts: readonly BinXmlPart[], zone: Zone, steps: FieldStep[]): void {
  for (const part of parts) {
    if (part.kind === 'element') planElement(part, zone, steps);
    else if (part.kind === 'value') {
      steps.push({
        kind: 'embed',
        name: null,
        nameParts: null,
        index: part.index,
        parts: [],
        zone,
        head: null,
      });
    }
  }
}

function planElement(element: BinXmlElement, zone: Zone, steps: FieldStep[]): void {
  const name = localName(element.name);
  switch (zone.kind) {
    case 'document':
      // A fragment that is not an event at all is read as the tree it is.
      if (name === 'Event') planContent(element.children, zoneOf('event', ''), steps);
      else planNamed(element, name, zoneOf('tree', name), steps);
      break;
    case 'event':
      planSection(element, name, steps);
      break;
    case 'system':
      for (const attribute of element.attributes) planAttribute(attribute, name, zone, steps);
      planLeaf(element, name, zone, steps);
      break;
    case 'data':
    case 'tree':
      planNamed(element, name, zone, steps);
  }
}

/** A child of Event. */
function planSection(element: BinXmlElement, name: string, steps: FieldStep[]): void {
  const kind = name === 'System' ? 'system' : name === 'EventData' ? 'data' : 'tree';
  const zone = zoneOf(kind, name);
  for (const attribute of element.attributes) planAttribute(attribute, name, zone, steps);
  // ProcessingErrorData and the like may hold text of their own.
  if (kind === 'tree' && isLeaf(element) && !isOneValue(element)) planLeaf(element, name, zone, steps);
  else planContent(element.children, zone, steps);
}

/** An element of EventData or below UserData: `Data` goes by its Name, everything else by its own. */
function planNamed(element: BinXmlElement, name: string, zone: Zone, steps: FieldStep[]): void {
  const named = element.attributes.find((attribute) => attribute.name === 'Name');
  const byName = zone.kind === 'data' || name === 'Data';
  for (const attribute of element.attributes) {
    if (!(byName && attribute === named)) planAttribute(attribute, name, zone, steps);
  }
  if (!isLeaf(element)) planContent(element.children, zone, steps);
  else if (byName && named !== undefined) {
    const literal = literalText(named.parts);
    if (literal === null) planLeaf(element, null, zone, steps, named.parts);
    else planLeaf(element, literal === '' ? null : fieldName(literal, zone), zone, steps);
  } else if (name === 'Data' && zone.kind === 'data') planLeaf(element, null, zone, steps);
  else planLeaf(element, fieldName(name, zone), zone, steps);
}

function planLeaf(
  element: BinXmlElement,
  name: string | null,
  zone: Zone,
  steps: FieldStep[],
  nameParts: readonly BinXmlPart[] | null = null,
): void {
  if (!isLeaf(element)) {
    planContent(element.children, zone, steps);
    return;
  }
  // An empty element of System (Correlation, Security) is only a carrier of attributes.
  if (element.children.length === 0 && zone.kind === 'system') return;
  pushParts(element.children, name, zone, steps, nameParts);
}

function planAttribute(attribute: BinXmlAttribute, owner: string, zone: Zone, steps: FieldStep[]): void {
  const name = attribute.name;
  if (name === 'xmlns' || name.startsWith('xmlns:')) return;
  const local = localName(name);
  if (zone.kind === 'system') {
    pushParts(attribute.parts, local === 'Qualifiers' ? local : `${owner}_${local}`, zone, steps, null);
  } else pushParts(attribute.parts, fieldName(`${owner}_${local}`, zone), zone, steps, null);
}

function pushParts(
  parts: readonly BinXmlPart[],
  name: string | null,
  zone: Zone,
  steps: FieldStep[],
  nameParts: readonly BinXmlPart[] | null,
): void {
  const [only] = parts;
  const key = name === null ? null : asKey(name);
  const head = zone.kind === 'system' && key !== null ? (HEAD_PARTS.get(key) ?? null) : null;
  if (parts.length === 1 && only?.kind === 'value') {
    steps.push({ kind: 'value', name: key, nameParts, index: only.index, parts, zone, head });
  } else steps.push({ kind: 'parts', name: key, nameParts, index: -1, parts, zone, head });
}

/** The same text as the engine keeps for property names: storing under it then need not look the text up every time. */
function asKey(name: string): string {
  const [key = name] = Object.keys({ [name]: 0 });
  return key;
}

/**
 * A field's name outside System. What is called like a System field gets the section before it, so that an event cannot
 * pass its data off as its own header; sections other than EventData and UserData always do.
 */
export function fieldName(name: string, zone: Zone): string {
  if (zone.section === 'EventData' || zone.section === 'UserData') {
    return SYSTEM_FIELDS.has(name) ? `${zone.section}_${name}` : name;
  }
  return zone.section === '' || zone.section === name ? name : `${zone.section}_${name}`;
}

function isLeaf(element: BinXmlElement): boolean {
  return element.children.every((child) => child.kind !== 'element');
}

function isOneValue(element: BinXmlElement): boolean {
  return element.children.length === 1 && element.children[0]?.kind === 'value';
}

/** The text of parts that hold no value; null when they do. */
function literalText(parts: readonly BinXmlPart[]): string | null {
  let text = '';
  for (const part of parts) {
    if (part.kind === 'value') return null;
    if (part.kind === 'text') text += part.text;
  }
  return text;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
