import { ParseError } from '../parse-error.ts';
import { RpmHeader, type RpmStrings } from './rpm-header.ts';

/** Tag numbers (rpm, include/rpm/rpmtag.h). */
const NAME = 1000;
const VERSION = 1001;
const RELEASE = 1002;
const EPOCH = 1003;
const INSTALL_TIME = 1008;
const ARCH = 1022;
const FILE_STATES = 1029;
const FILE_DIGESTS = 1035;
const FILE_FLAGS = 1037;
const DIR_INDEXES = 1116;
const BASE_NAMES = 1117;
const DIR_NAMES = 1118;
const FILE_DIGEST_ALGORITHM = 5011;

export interface RpmPackage {
  readonly name: string;
  /** `epoch:version-release`, without the epoch when there is none. */
  readonly version: string;
  readonly arch: string | null;
  /** Seconds since 1970; null when the header does not say. */
  readonly installTime: number | null;
  readonly files: RpmFiles | null;
}

/** The files of a package as the header has them: parallel arrays, one element a file. */
export interface RpmFiles {
  readonly dirNames: RpmStrings;
  readonly baseNames: RpmStrings;
  readonly dirIndexes: DataView;
  readonly digests: RpmStrings | null;
  readonly digestAlgorithm: string;
  readonly flags: DataView | null;
  readonly states: DataView | null;
}

/** Names of hash algorithms (RFC 9580 section 9.5; rpm takes its numbers from there). Without the tag it is MD5. */
const ALGORITHMS: Readonly<Record<number, string>> = {
  1: 'md5',
  2: 'sha1',
  3: 'ripemd160',
  8: 'sha256',
  9: 'sha384',
  10: 'sha512',
  11: 'sha224',
  12: 'sha3-256',
  14: 'sha3-512',
};

/** Reads what ownership needs of a header blob. Throws `ParseError` when it is none, or names no package. */
export function readRpmPackage(blob: Uint8Array): RpmPackage {
  const header = new RpmHeader(blob);
  const name = header.text(NAME);
  if (name === null || name === '') throw new ParseError('rpm header', 0, 'names no package');
  const epoch = header.number(EPOCH);
  const version = `${header.text(VERSION) ?? ''}-${header.text(RELEASE) ?? ''}`;
  return {
    name,
    version: epoch === null ? version : `${epoch}:${version}`,
    arch: header.text(ARCH),
    installTime: header.number(INSTALL_TIME),
    files: readFiles(header),
  };
}

function readFiles(header: RpmHeader): RpmFiles | null {
  const baseNames = header.strings(BASE_NAMES);
  const dirNames = header.strings(DIR_NAMES);
  const dirIndexes = header.numbers(DIR_INDEXES);
  if (baseNames === null || dirNames === null || dirIndexes === null) {
    if (baseNames === null && dirNames === null && dirIndexes === null) return null;
    throw new ParseError('rpm header', 0, 'has an incomplete list of files');
  }
  if (dirIndexes.byteLength / 4 !== baseNames.count) {
    throw new ParseError('rpm header', 0, 'has as many folders as files in no list');
  }
  const algorithm = header.number(FILE_DIGEST_ALGORITHM) ?? 1;
  return {
    baseNames,
    dirNames,
    dirIndexes,
    digests: header.strings(FILE_DIGESTS),
    digestAlgorithm: ALGORITHMS[algorithm] ?? `algorithm ${algorithm}`,
    flags: header.numbers(FILE_FLAGS),
    states: header.octets(FILE_STATES),
  };
}
