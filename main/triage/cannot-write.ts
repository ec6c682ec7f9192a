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

/** What writing to `path` threw, in one sentence without its full stop. */
export function writeProblem(path: string, error: unknown): string {
  if (error instanceof CannotWrite) return error.message;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return `${path} cannot be written: ${WRITING[code] ?? (error instanceof Error ? error.message : String(error))}`;
}

/** The user's own folder or disk refuses; said in words, never with a stack. */
export class CannotWrite extends Error {
  constructor(path: string, error: unknown) {
    super(writeProblem(path, error), { cause: error });
    this.name = 'CannotWrite';
  }
}
