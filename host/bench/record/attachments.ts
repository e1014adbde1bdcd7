import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DURABLY, makeFolder, syncFolder } from './make-folder.ts';

const NAME = /^[0-9a-f]{64}$/;

/** Files beside the records, each named by the SHA-256 of what is in it: the same is kept once. */
export class Attachments {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Gives the SHA-256, in hexadecimal, once the bytes are on the disk. */
  async add(content: string): Promise<string> {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const path = join(this.#folder, sha256);
    if (await exists(path)) return sha256;
    await makeFolder(this.#folder);
    const unfinished = `${path}.${randomUUID()}`;
    await writeFile(unfinished, content, DURABLY);
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

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
