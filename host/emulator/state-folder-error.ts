/** The user's state folder cannot be used: the environment's fault. */
export class StateFolderError extends Error {
  override readonly name = 'StateFolderError';
  readonly folder: string;

  constructor(folder: string, why: string, options?: ErrorOptions) {
    super(
      `the state folder ${folder} cannot be used: ${why}. ` +
        'FOBKIT_STATE_HOME=FOLDER names another',
      options,
    );
    this.folder = folder;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'something on its path is not a folder',
  EEXIST: 'something that is not a folder is in its place',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
};

/** What the operating system refused under the state folder; other errors are given back. */
export function stateFailure(folder: string, path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  return new StateFolderError(folder, `${path}: ${REASONS[code] ?? code}`, { cause: error });
}
