import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { decodePlist } from '../../../main/formats/plist/decode-plist.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';

const plistutil = spawnSync('plistutil', ['--version']).status === 0;
const skipped = !plistutil ? ' (skipped: no plistutil)' : !corpusAvailable ? ' (skipped: no corpus)' : '';

/** What libplist makes of a file, in the other format. */
function converted(bytes: Uint8Array, format: 'xml' | 'bin'): Uint8Array {
  const { status, stdout } = spawnSync('plistutil', ['-f', format, '-i', '-', '-o', '-'], { input: bytes });
  expect(status).toBe(0);
  return new Uint8Array(stdout);
}

const FILES = [
  'plist/macos/LaunchAgents/com.apple.AOSPushRelay.plist',
  'plist/macos/LaunchDaemons/com.apple.mobileactivationd.plist',
  'plist/macos/LaunchDaemons/com.apple.securityd.plist',
  'plist/macos/LaunchAgents/com.apple.cloudd.plist',
  'plist/ios/LaunchDaemons/com.apple.CommCenter.plist',
  'plist/ios/LaunchDaemons/com.apple.tccd.plist',
  'plist/thirdparty/io.osquery.agent.plist',
  'plist/malicious/atomicredteam_T1543_001.plist',
  'plist/plaso/plaso_launchd.plist',
];

describe.skipIf(skipped !== '')(`the same as libplist's plistutil${skipped}`, () => {
  it.each(FILES)('%s', (path) => {
    const bytes = corpusFile(path);
    const ours = decodePlist(bytes);
    const theirs = decodePlist(converted(bytes, ours.format === 'xml' ? 'bin' : 'xml'));
    expect(theirs.format).not.toBe(ours.format);
    expect(theirs.value).toEqual(ours.value);
    expect(theirs.problems).toEqual([]);
  });

  it('of the scalars that launchd jobs seldom have', () => {
    const xml = `<plist version="1.0"><array><integer>18446744073709551615</integer><integer>-5</integer>
      <integer>9007199254740993</integer><date>2010-11-12T13:14:15Z</date><data>AQIDBA==</data><real>0.5</real>
      <string>é😀&lt;</string></array></plist>`;
    const ours = decodePlist(Buffer.from(xml));
    expect(decodePlist(converted(Buffer.from(xml), 'bin')).value).toEqual(ours.value);
  });
});
