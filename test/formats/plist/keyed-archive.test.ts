import { describe, expect, it } from 'vitest';
import { decodePlist } from '../../../main/formats/plist/decode-plist.ts';
import { isKeyedArchive, unarchiveKeyed } from '../../../main/formats/plist/keyed-archive.ts';
import type { PlistValue } from '../../../main/formats/plist/plist-value.ts';

const uid = (value: number): PlistValue => ({ kind: 'uid', value });
const data = (...bytes: number[]): PlistValue => ({ kind: 'data', bytes: Uint8Array.from(bytes) });
const real = (value: number): PlistValue => ({ kind: 'real', value });
type Entries = Readonly<Record<string, PlistValue>>;
const dict = (entries: Entries): PlistValue => new Map(Object.entries(entries));

/** An archive whose root is object 1, of class object 2; `more` follow as objects 3… */
function archive(className: string, fields: Entries, ...more: PlistValue[]): PlistValue {
  const definition = dict({ $classname: className, $classes: [className, 'NSObject'] });
  return dict({
    $version: 100_000,
    $archiver: 'NSKeyedArchiver',
    $top: dict({ root: uid(1) }),
    $objects: ['$null', dict({ $class: uid(2), ...fields }), definition, ...more],
  });
}
const rootOf = (className: string, fields: Entries, ...more: PlistValue[]) =>
  unarchiveKeyed(archive(className, fields, ...more)).get('root');

describe('unarchiveKeyed', () => {
  it('makes plain values of Foundation', () => {
    expect(rootOf('NSArray', { 'NS.objects': [uid(3), uid(0), uid(3)] }, 'a')).toEqual(['a', null, 'a']);
    expect(rootOf('NSMutableArray', { 'NS.objects': [] })).toEqual([]);
    expect(rootOf('NSMutableSet', { 'NS.objects': [uid(3)] }, 'a')).toEqual({ kind: 'set', values: ['a'] });
    expect(rootOf('NSOrderedSet', { 'NS.object.0': uid(3), 'NS.object.1': uid(4) }, 'a', 'b')).toEqual({
      kind: 'set',
      values: ['a', 'b'],
    });
    expect(rootOf('NSMutableString', { 'NS.string': 'a' })).toBe('a');
    expect(rootOf('NSString', { 'NS.bytes': data(0xc3, 0xa9) })).toBe('é');
    expect(rootOf('NSMutableData', { 'NS.data': uid(3) }, data(1))).toEqual(data(1));
    expect(rootOf('NSDate', { 'NS.time': real(0.5) })).toEqual({
      kind: 'date',
      iso: '2001-01-01T00:00:00.500000Z',
    });
    expect(rootOf('NSURL', { 'NS.base': uid(0), 'NS.relative': uid(3) }, 'file:///a')).toEqual({
      kind: 'url',
      relative: 'file:///a',
      base: null,
    });
    expect(rootOf('NSUUID', { 'NS.uuidbytes': data(...new Array(15).fill(0xab), 1) })).toEqual({
      kind: 'uuid',
      value: 'ABABABAB-ABAB-ABAB-ABAB-ABABABABAB01',
    });
    expect(rootOf('NSNull', {})).toBeNull();
  });

  it('makes a map of a dictionary, whose keys may be numbers but not containers', () => {
    const fields = { 'NS.keys': [uid(3), uid(4)], 'NS.objects': [uid(4), uid(3)] };
    expect(rootOf('NSMutableDictionary', fields, 'a', 7)).toEqual(
      new Map<string, unknown>([
        ['a', 7],
        ['7', 'a'],
      ]),
    );
    expect(rootOf('NSDictionary', fields, 'a', [])).toMatchObject({ kind: 'object', class: 'NSDictionary' });
    expect(rootOf('NSDictionary', fields, 'a', 'a')).toMatchObject({ kind: 'object' });
  });

  it('keeps objects of other classes, and of classes whose fields do not fit', () => {
    expect(rootOf('BTMItem', { name: uid(3), flags: 3 }, 'a')).toEqual({
      kind: 'object',
      class: 'BTMItem',
      fields: new Map<string, unknown>([
        ['name', 'a'],
        ['flags', 3],
      ]),
    });
    for (const className of ['NSUUID', 'NSURL', 'NSDate', 'NSData', 'NSString', 'NSDictionary'])
      expect(rootOf(className, {})).toEqual({ kind: 'object', class: className, fields: new Map() });
  });

  it('ends at objects that contain themselves and references that lead nowhere', () => {
    expect(rootOf('Node', { self: uid(1), next: uid(99) })).toEqual({
      kind: 'object',
      class: 'Node',
      fields: new Map([
        ['self', { kind: 'reference', uid: 1 }],
        ['next', { kind: 'reference', uid: 99 }],
      ]),
    });
  });

  it('does not unfold shared objects without bound, nor nest without end', () => {
    const doubling = Array.from({ length: 40 }, (_, index) => [uid(index + 4), uid(index + 4)]);
    expect(() => rootOf('NSArray', { 'NS.objects': [uid(3)] }, ...doubling, 'lol')).toThrow(
      'unfold to more than',
    );
    const chain = Array.from({ length: 5_000 }, (_, index) => [uid(index + 4)]);
    expect(() => rootOf('NSArray', { 'NS.objects': [uid(3)] }, ...chain)).toThrow('nests deeper than');
  });

  it('refuses what is no archive', () => {
    expect(isKeyedArchive(archive('NSNull', {}))).toBe(true);
    for (const value of [null, 'a', [], new Map(), dict({ $archiver: 'x', $objects: [], $top: 'a' })]) {
      expect(isKeyedArchive(value)).toBe(false);
      expect(() => unarchiveKeyed(value)).toThrow('NSKeyedArchiver at offset 0x0');
    }
  });

  it('reads the XML form, with CF$UID', () => {
    const xml = `<plist><dict><key>$archiver</key><string>NSKeyedArchiver</string>
      <key>$top</key><dict><key>root</key><dict><key>CF$UID</key><integer>1</integer></dict></dict>
      <key>$objects</key><array><string>$null</string><string>hello</string></array></dict></plist>`;
    expect(unarchiveKeyed(decodePlist(Buffer.from(xml)).value)).toEqual(new Map([['root', 'hello']]));
  });
});
