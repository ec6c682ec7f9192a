import { ParseError } from '../parse-error.ts';
import type { EvtxChunk } from './evtx-chunk.ts';
import { EmbeddedXml, type EvtxValue, type TemplateInstance } from './evtx-value.ts';
import { MAX_FRAGMENT_DEPTH } from './limits.ts';
import { u16, u32 } from './little-endian.ts';
import { MIN_ELEMENT, NodeReader } from './node-reader.ts';
import { readValue } from './read-value.ts';
import { EvtxTemplate } from './template.ts';
import { TEMPLATE_HEAD } from './template-cache.ts';
import { Token } from './tokens.ts';
import { ValueType } from './value-types.ts';

/** 0x0C, 0x01, identifier (32), definition offset (32). */
const INSTANCE_HEAD = 10;

/** Where the values of a template instance stand. */
export interface InstanceHead {
  definition: number;
  id: number;
  /** Of the count of values. */
  valuesAt: number;
}

/** One for all: two are read for every record of a log. */
const instanceHead: InstanceHead = { definition: 0, id: 0, valuesAt: 0 };

/** A damaged fragment inside a record that otherwise could be read. */
export type FragmentProblem = (error: ParseError) => void;

/**
 * Reads the BinXML fragments in `chunk.bytes[start, end)` with all values ([MS-EVEN6] 2.2.12). A damaged fragment in a
 * value is reported and its value null. Throws ParseError when the outermost one is damaged.
 */
export function readFragments(
  chunk: EvtxChunk,
  start: number,
  end: number,
  report: FragmentProblem,
  depth = 0,
): readonly TemplateInstance[] {
  if (depth > MAX_FRAGMENT_DEPTH) {
    throw new ParseError('BinXML fragment', start, `is nested deeper than ${MAX_FRAGMENT_DEPTH}`);
  }
  const { bytes } = chunk;
  const instances: TemplateInstance[] = [];
  let position = start;
  while (position < end) {
    const token = bytes[position] as number;
    if (token === Token.EndOfStream || (instances.length > 0 && end - position < MIN_ELEMENT)) break;
    if (token === Token.FragmentHeader) position += 4;
    else if ((token & ~Token.More) === Token.TemplateInstance) {
      const { definition, id, valuesAt } = readInstanceHead(bytes, position, end);
      const template = chunk.template(definition, id);
      const values: EvtxValue[] = [];
      position = readValues(chunk, valuesAt, end, values, report, depth);
      if (values.length < template.valueCount) {
        throw new ParseError(
          'BinXML template instance',
          valuesAt,
          `has ${values.length} values, its template uses ${template.valueCount}`,
        );
      }
      instances.push({ template, values });
    } else {
      const reader = new NodeReader(chunk.names, position, end);
      const roots = reader.readFragment();
      position = reader.position;
      instances.push({ template: new EvtxTemplate(0, roots, 0), values: [] });
    }
  }
  return instances;
}

/** The head of the template instance at `position`, valid until the next is read. Throws ParseError. */
export function readInstanceHead(bytes: Uint8Array, position: number, end: number): Readonly<InstanceHead> {
  if (position + INSTANCE_HEAD + 4 > end) {
    throw new ParseError(
      'BinXML template instance',
      position,
      `needs ${INSTANCE_HEAD + 4} bytes, ${end - position} remain`,
    );
  }
  const definition = u32(bytes, position + 6);
  let valuesAt = position + INSTANCE_HEAD;
  // The first instance of a chunk carries the definition with it.
  if (definition === valuesAt) {
    if (valuesAt + TEMPLATE_HEAD > end) {
      throw new ParseError('BinXML template', valuesAt, `needs ${TEMPLATE_HEAD} bytes`);
    }
    valuesAt += TEMPLATE_HEAD + u32(bytes, valuesAt + 20);
  }
  if (valuesAt + 4 > end) {
    throw new ParseError('BinXML template instance', valuesAt, 'ends before its values');
  }
  instanceHead.definition = definition;
  instanceHead.id = u32(bytes, position + 2);
  instanceHead.valuesAt = valuesAt;
  return instanceHead;
}

/**
 * Values of an instance: their count (32), then size (16), type (8) and a zero for each, then their bytes. Returns where they
 * end.
 */
function readValues(
  chunk: EvtxChunk,
  valuesAt: number,
  end: number,
  values: EvtxValue[],
  report: FragmentProblem,
  depth: number,
): number {
  const { bytes } = chunk;
  const count = u32(bytes, valuesAt);
  let at = valuesAt + 4 + 4 * count;
  if (at > end) {
    throw new ParseError(
      'BinXML values',
      valuesAt,
      `${count} values need ${4 * count} bytes, ${end - valuesAt - 4} remain`,
    );
  }
  for (let index = 0; index < count; index++) {
    const descriptor = valuesAt + 4 + 4 * index;
    const size = u16(bytes, descriptor);
    const type = bytes[descriptor + 2] as number;
    const next = at + size;
    if (next > end) {
      throw new ParseError('BinXML value', at, `needs ${size} bytes, ${end - at} remain`);
    }
    values.push(
      type === ValueType.BinXml
        ? embedded(chunk, at, next, report, depth)
        : readValue(chunk.names, type, at, next),
    );
    at = next;
  }
  return at;
}

function embedded(
  chunk: EvtxChunk,
  start: number,
  end: number,
  report: FragmentProblem,
  depth: number,
): EmbeddedXml | null {
  if (start === end) return null;
  try {
    return new EmbeddedXml(readFragments(chunk, start, end, report, depth + 1));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    report(error);
    return null;
  }
}
