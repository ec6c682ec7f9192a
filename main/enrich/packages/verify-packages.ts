import { MAX_VERIFIED_FILES } from '../../../shared/limits.ts';
import type { PackageOwnership } from '../../../shared/model/package-ownership.ts';
import type { AuditLog } from '../../evidence/audit.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { nextTurn } from '../hash-job.ts';
import { hashFiles } from '../hash-pool.ts';
import type { HashAlgorithm, HashJob, HashOptions, HashResult } from '../hash-result.ts';
import { BulkComparison } from './bulk-comparison.ts';
import { COMPUTED } from './file-batch.ts';
import type { RecordedFile } from './package-database.ts';
import { type DatabaseClaim, ownershipOf, stateOf } from './package-state.ts';
import type { PackageIndex } from './packages.ts';

/** A file of a package that is not as the package brought it. */
export interface OddPackageFile {
  /** As the database spells it, diversions applied. */
  readonly path: string;
  /** Where it lies once links are followed; null for one that is missing. */
  readonly evidencePath: string | null;
  readonly state: 'changed' | 'conffile-changed' | 'missing' | 'unreadable';
  /** A link stands where the package brought a file; `evidencePath` is what it leads to. */
  readonly isLink: boolean;
  /** A program, a library or a module of the kernel. */
  readonly isCode: boolean;
  readonly ownership: PackageOwnership;
}

export interface PackageVerification {
  /** At most `MAX_VERIFIED_FILES`, code first. */
  readonly files: readonly OddPackageFile[];
  readonly counts: VerificationCounts;
  readonly cancelled: boolean;
}

export type VerificationCounts = Readonly<Record<CountName, number>>;
type CountName =
  | 'recorded'
  | 'bytes'
  | 'withoutDigest'
  | 'unchanged'
  | 'changed'
  | 'conffilesChanged'
  | 'missing'
  | 'notInEvidence'
  | 'notVerified'
  | 'unreadable'
  | 'leftOut';

export interface VerifyOptions extends Pick<HashOptions, 'maxSize' | 'workerUrl' | 'signal'> {
  readonly audit: AuditLog;
  /** The evidence holds the whole root: what is not there is missing. */
  readonly filesComplete: boolean;
  /** The built `verify-worker.js`; without it the calling thread compares. */
  readonly verifyWorkerUrl?: URL;
}

/** Files of the first batch; each one after it has four times as many, so that threads start early and seldom. */
const FIRST_BATCH = 4_096;
const LARGEST_BATCH = 65_536;
/** Files that are handed out before messages and signals are served. */
const FILES_PER_TURN = 1_024;
/** From here on so many small files that opening them pays for threads, however few bytes they have. */
const MANY_FILES = 2_048;

const CODE_FOLDER = /^\/(?:usr\/)?(?:local\/)?(?:s?bin|libexec)\//;
const LIBRARY = /\.(?:so(?:\.[\w.]{1,64})?|ko(?:\.(?:gz|xz|zst))?)$/;

/**
 * Compares every file of every package with what its database recorded, as `dpkg --verify` and `rpm -V` do with content: diversions
 * and links are followed inside the root. Files of the host are compared in bulk; what is not a regular file as recorded, and all of
 * other evidence, is looked up, hashed and judged one by one. Yields the number of files done.
 */
export async function* verifyPackages(
  evidence: Evidence,
  packages: Pick<PackageIndex, 'recorded' | 'ownership'>,
  options: VerifyOptions,
): AsyncGenerator<number, PackageVerification> {
  const bulk = new BulkComparison<Recorded>(evidence, options);
  const run = new Verification(evidence, packages, options, bulk);
  try {
    let sinceTurn = 0;
    for (const file of packages.recorded()) {
      if (options.signal?.aborted === true) break;
      if (++sinceTurn >= FILES_PER_TURN) {
        await nextTurn();
        sinceTurn = 0;
      }
      if (run.takeInBulk(file)) {
        if (!bulk.isFull) continue;
        await bulk.send();
        yield run.done;
      } else if (run.look(file) && (await run.hashFullBatch())) yield run.done;
    }
    for (const file of await bulk.finish()) {
      if (run.lookAgain(file) && (await run.hashFullBatch())) yield run.done;
    }
    await run.hashRest();
    yield run.done;
    return run.result();
  } finally {
    await bulk.close();
  }
}

type Recorded = RecordedFile & Pick<DatabaseClaim, 'database'>;

interface Waiting {
  readonly file: Recorded;
  /** Where it lies once links are followed. */
  readonly path: string;
  readonly job: HashJob;
  readonly mode: number | null;
}
type Batch = Map<string, Waiting>;

interface Odd {
  readonly file: Recorded;
  readonly path: string | null;
  readonly code: boolean;
  readonly isLink: boolean;
  readonly ownership: PackageOwnership;
}

class Verification {
  #done = 0;
  readonly #evidence: Evidence;
  readonly #packages: Pick<PackageIndex, 'ownership'>;
  readonly #options: VerifyOptions;
  readonly #counts: Record<CountName, number> = {
    recorded: 0,
    bytes: 0,
    withoutDigest: 0,
    unchanged: 0,
    changed: 0,
    conffilesChanged: 0,
    missing: 0,
    notInEvidence: 0,
    notVerified: 0,
    unreadable: 0,
    leftOut: 0,
  };
  readonly #seen = new Set<string>();
  readonly #present = new Set<string>();
  readonly #bulk: BulkComparison<Recorded>;
  #batch: Batch = new Map();
  #limit = FIRST_BATCH;
  #busy: Promise<void> = Promise.resolve();
  readonly #code: OddPackageFile[] = [];
  readonly #other: OddPackageFile[] = [];
  #cancelled = false;

  constructor(
    evidence: Evidence,
    packages: Pick<PackageIndex, 'ownership'>,
    options: VerifyOptions,
    bulk: BulkComparison<Recorded>,
  ) {
    this.#evidence = evidence;
    this.#packages = packages;
    this.#options = options;
    this.#bulk = bulk;
  }

  get done(): number {
    return this.#done + this.#bulk.done;
  }

  /** False: it is to be looked up here and now. */
  takeInBulk(file: Recorded): boolean {
    const answer = this.#bulk.offer(file);
    // Several packages bring one file.
    if (answer === 'known') this.#done += 1;
    else if (answer === 'taken') this.#counts.recorded += 1;
    return answer !== 'not-taken';
  }

  /** One that was found odd in bulk; see `look`. */
  lookAgain(file: Recorded): boolean {
    this.#counts.recorded -= 1;
    return this.look(file);
  }

  /** Finds the file and puts it into the batch, once however many packages or links lead to it. True when the batch is full. */
  look(file: Recorded): boolean {
    this.#look(file);
    return this.#batch.size >= this.#limit;
  }

  /** The full batch is hashed while the next one is filled. Gives true. */
  async hashFullBatch(): Promise<boolean> {
    await this.#busy;
    this.#busy = this.#hash(this.#batch);
    // The threads are started before this thread goes on.
    await nextTurn();
    this.#batch = new Map();
    this.#limit = Math.min(this.#limit * 4, LARGEST_BATCH);
    return true;
  }

  async hashRest(): Promise<void> {
    await this.#busy;
    await this.#hash(this.#batch);
  }

  #look(file: Recorded): void {
    const { digest, path } = file;
    if (digest === null) {
      // Of folders, links and the like it is only asked whether they are there: a folder once however many packages list it.
      if (this.#present.has(path)) return;
      this.#present.add(path);
    }
    this.#counts.recorded += 1;
    const found = this.#evidence.lookup(path);
    const isThere = found.state !== 'missing' || (digest === null && this.#evidence.readLink(path).ok);
    if (!isThere || (found.state === 'directory' && digest !== null)) {
      this.#done += 1;
      if (!this.#options.filesComplete) this.#counts.notInEvidence += 1;
      else this.#lost('missing', file, null, null);
      return;
    }
    if (digest === null && found.state !== 'unreadable') {
      this.#done += 1;
      this.#counts.withoutDigest += 1;
      return;
    }
    if (found.state !== 'file') {
      this.#done += 1;
      this.#lost('unreadable', file, null, null);
      return;
    }
    // Several packages bring one file; a link to another package's file is no such thing, and has another digest.
    const key = `${found.path}\0${digest?.hex}`;
    const isKnown = this.#seen.has(key) || (digest !== null && this.#bulk.holds(found.path, digest.hex));
    const locator = isKnown ? null : this.#evidence.locator(found.path);
    this.#seen.add(key);
    if (locator === null || !locator.ok || digest === null || COMPUTED[digest.algorithm] === undefined) {
      this.#done += 1;
      if (locator !== null) this.#counts.notVerified += 1;
      else this.#counts.recorded -= 1;
      return;
    }
    const { mode, size } = found.stat;
    this.#batch.set(key, { file, path: found.path, job: { key, locator: locator.value, size }, mode });
  }

  async #hash(batch: Batch): Promise<void> {
    if (batch.size === 0) return;
    const algorithms = new Set<HashAlgorithm>();
    for (const { file } of batch.values()) {
      const algorithm = COMPUTED[file.digest?.algorithm ?? ''];
      if (algorithm !== undefined) algorithms.add(algorithm);
    }
    const { maxSize, workerUrl, signal } = this.#options;
    const results = hashFiles(
      Array.from(batch.values(), ({ job }) => job),
      {
        algorithms: [...algorithms],
        maxSize,
        ...(workerUrl === undefined ? {} : { workerUrl }),
        ...(signal === undefined ? {} : { signal }),
        ...(batch.size < MANY_FILES ? {} : { inlineBelow: 0 }),
      },
    );
    const all = new Map<string, HashResult>();
    for await (const result of results) all.set(result.key, result);
    // In the order of the databases, whichever thread was done first.
    for (const [key, waiting] of batch) this.#judge(waiting, all.get(key));
  }

  result(): PackageVerification {
    const { unchanged, bytes, present, cancelled: notReached } = this.#bulk;
    this.#counts.withoutDigest += present;
    this.#counts.unchanged += unchanged;
    this.#counts.bytes += bytes;
    this.#counts.notVerified += notReached;
    if (unchanged > 0) {
      const detail = `${unchanged} files of packages, ${bytes} bytes, each compared with its package and as recorded`;
      this.#options.audit.record({ action: 'hashed', path: '/', detail });
    }
    const all = [...this.#code, ...this.#other];
    const files = all.slice(0, MAX_VERIFIED_FILES);
    const leftOut = this.#counts.leftOut + all.length - files.length;
    const cancelled = this.#cancelled || this.#options.signal?.aborted === true;
    return { files, counts: { ...this.#counts, leftOut }, cancelled };
  }

  #judge({ file, path, mode }: Waiting, result: HashResult | undefined): void {
    this.#done += 1;
    const { audit } = this.#options;
    switch (result?.state) {
      case undefined:
      case 'cancelled':
        this.#cancelled = true;
        this.#counts.notVerified += 1;
        return;
      case 'too-large':
        audit.record({ action: 'skipped', path, detail: `too large to hash: ${result.size} bytes` });
        this.#counts.notVerified += 1;
        return;
      case 'unreadable':
        audit.record({ action: 'failed', path, detail: result.reason });
        this.#lost('unreadable', file, path, mode);
        return;
      case 'hashed':
        break;
    }
    const digest = result.sha256 ?? result.sha1 ?? result.md5 ?? '';
    audit.record({
      action: 'hashed',
      path,
      detail: `${result.bytes} bytes, ${digest} compared with its package`,
    });
    this.#counts.bytes += result.bytes;
    if (stateOf(file, result) === 'owned-unchanged') {
      this.#counts.unchanged += 1;
      return;
    }
    if (path !== file.path && this.#evidence.readLink(file.path).ok) {
      // apk records what a link says, not what it leads to.
      if (file.database === 'apk') this.#counts.notVerified += 1;
      else this.#differs(file, path, mode, ownershipOf([file], result) ?? recordedOwnership(file), true);
      return;
    }
    // Another package may have brought it.
    this.#differs(file, path, mode, this.#packages.ownership(path, result), false);
  }

  #differs(file: Recorded, path: string, mode: number | null, ownership: PackageOwnership, isLink: boolean) {
    const odd = { file, path, code: isCode(path, mode), ownership, isLink };
    switch (ownership.state) {
      case 'owned-changed':
        return this.#odd('changed', 'changed', odd);
      case 'conffile-changed':
        return this.#odd('conffilesChanged', 'conffile-changed', odd);
      case 'owned-unchanged':
        this.#counts.unchanged += 1;
        return;
      default:
        this.#counts.notVerified += 1;
    }
  }

  #odd(count: CountName, state: OddPackageFile['state'], odd: Odd): void {
    this.#counts[count] += 1;
    const { file, path: evidencePath, code, isLink, ownership } = odd;
    const kept = code ? this.#code : this.#other;
    if (kept.length < MAX_VERIFIED_FILES)
      kept.push({ path: file.path, evidencePath, state, isLink, isCode: code, ownership });
    else this.#counts.leftOut += 1;
  }

  /** A file that nobody could compare. */
  #lost(state: 'missing' | 'unreadable', file: Recorded, path: string | null, mode: number | null): void {
    const code = isCode(file.path, mode);
    this.#odd(state, state, { file, path, code, isLink: false, ownership: recordedOwnership(file) });
  }
}

/** What the database says of a file that nobody could compare. */
function recordedOwnership(file: Recorded): PackageOwnership {
  return (
    ownershipOf([file], null) ?? {
      state: 'owned-not-verified',
      database: file.database,
      package: file.package,
      version: file.version,
      conffile: file.conffile,
      diverted: file.diverted,
      algorithm: null,
      recorded: null,
    }
  );
}

function isCode(path: string, mode: number | null): boolean {
  return (mode !== null && (mode & 0o111) !== 0) || CODE_FOLDER.test(path) || LIBRARY.test(path);
}
