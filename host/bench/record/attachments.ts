import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const NAME = /^[0-9a-f]{64}$/;

/** Files beside the records, each named by the SHA-256 of what is in it: the same is kept once. */
export class Attachments {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Gives the SHA-256, in hexadecimal, once the bytes are on the disk. */
  async add(content: Uint8Array | string): Promise<string> {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const path = join(this.#folder, sha256);
    if (await exists(path)) return sha256;
    await makeFolder(this.#folder);
    const unfinished = `${path}.${randomUUID()}`;
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    await syncFolder(this.#folder);
    return sha256;
  }

  /** Undefined when there is none, or when it is not what it was. */
  async find(sha256: string): Promise<Uint8Array | undefined> {
    if (!NAME.test(sha256)) return undefined;
    const path = join(this.#folder, sha256);
    if (!(await exists(path))) return undefined;
    const content = await readFile(path);
    const is = createHash('sha256').update(content).digest('hex');
    return is === sha256 ? content : undefined;
  }
}

/** Makes a folder, and those above it, so that they outlive a power cut. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = resolve(folder); ; made = dirname(made)) {
    await syncFolder(dirname(made));
    if (made === resolve(first) || made === dirname(made)) return;
  }
}

/** What is named in a folder outlives a power cut only when the folder itself is on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
