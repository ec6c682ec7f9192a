import type { RequestError } from '../../../shared/ipc/contract.ts';

/** A request that cannot be granted: told to the user in one sentence, never a stack. */
export class Refusal extends Error {
  readonly code: RequestError['code'];

  constructor(code: RequestError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const WRITING: Readonly<Record<string, string>> = {
  EACCES: 'writing there is not permitted',
  EPERM: 'writing there is not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'a folder has that name',
  EBUSY: 'another program holds the file',
  EEXIST: 'it exists already',
  EIO: 'the disk failed',
};

/** What writing threw, as a refusal that lets the user choose another place. */
export function cannotWrite(path: string, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reason = WRITING[code] ?? (error instanceof Error ? error.message : String(error));
  return new Refusal('cannot-write', `${path} cannot be written: ${reason}.`);
}
