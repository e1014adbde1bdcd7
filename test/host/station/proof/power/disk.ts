import { dirname } from 'node:path';
import type { Prng } from '../../../../support/prng.ts';
import type { TraceStep } from './trace.ts';

/**
 * What a disk holds when the power fails. `lost`: nothing since the last sync of each file and
 * folder. `kept`: everything. `torn`: some sectors of what was written since, in any order.
 */
export const leftovers = ['lost', 'kept', 'torn'] as const;
export type Leftover = (typeof leftovers)[number];

/** Files by path. */
export type DiskImage = ReadonlyMap<string, Uint8Array>;

const SECTOR = 512;

interface File {
  /** As the process sees it. */
  now: Uint8Array;
  /** As it was at its last sync. */
  synced: Uint8Array;
  /** Writes since, in their order. */
  pending: Piece[];
}

type Piece =
  | { readonly kind: 'bytes'; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'length'; readonly length: number };

/** A disk under a process that is recorded, for power cuts at any of its steps. */
export class Disk {
  /** Names as the process sees them, and as the folders were synced last. */
  readonly #names = new Map<string, File>();
  readonly #synced = new Map<string, File>();

  apply(step: TraceStep): void {
    const file = this.#names.get(step.path);
    switch (step.kind) {
      case 'create':
        if (file === undefined) this.#names.set(step.path, emptyFile());
        else if (step.empties) change(file, { kind: 'length', length: 0 });
        break;
      case 'write':
        if (file === undefined) break;
        change(file, {
          kind: 'bytes',
          offset: step.offset ?? file.now.length,
          bytes: step.bytes,
        });
        break;
      case 'truncate':
        if (file !== undefined) change(file, { kind: 'length', length: step.length });
        break;
      case 'sync':
        if (file === undefined) this.#syncFolder(step.path);
        else {
          file.synced = file.now;
          file.pending = [];
        }
        break;
      case 'unlink':
        this.#names.delete(step.path);
        break;
      case 'rename':
        if (file === undefined) break;
        this.#names.delete(step.path);
        this.#names.set(step.to, file);
        break;
    }
  }

  /** What is found after the power failed now. */
  image(left: Leftover, dice: Prng): DiskImage {
    const names = left === 'kept' ? this.#names : this.#synced;
    return new Map(
      [...names].map(([path, file]) => {
        if (left === 'kept') return [path, file.now];
        return [path, left === 'lost' ? file.synced : torn(file, dice)];
      }),
    );
  }

  #syncFolder(folder: string): void {
    for (const path of this.#synced.keys()) {
      if (dirname(path) === folder && !this.#names.has(path)) this.#synced.delete(path);
    }
    for (const [path, file] of this.#names) {
      if (dirname(path) === folder) this.#synced.set(path, file);
    }
  }
}

function emptyFile(): File {
  const nothing = new Uint8Array(0);
  return { now: nothing, synced: nothing, pending: [] };
}

function change(file: File, piece: Piece): void {
  file.now = changed(file.now, piece);
  file.pending.push(piece);
}

function changed(before: Uint8Array, piece: Piece): Uint8Array {
  if (piece.kind === 'length') {
    const after = new Uint8Array(piece.length);
    after.set(before.subarray(0, piece.length));
    return after;
  }
  const { bytes, offset } = piece;
  const after = new Uint8Array(Math.max(before.length, offset + bytes.length));
  after.set(before);
  after.set(bytes, offset);
  return after;
}

/** Each sector that was written to since the last sync is old or new. */
function torn({ synced, pending }: File, dice: Prng): Uint8Array {
  let found = synced;
  for (const piece of pending) {
    if (piece.kind === 'length') {
      if (dice.chance(2)) found = changed(found, piece);
      continue;
    }
    for (let at = 0; at < piece.bytes.length;) {
      const offset = piece.offset + at;
      const length = Math.min(SECTOR - (offset % SECTOR), piece.bytes.length - at);
      const bytes = piece.bytes.subarray(at, at + length);
      if (dice.chance(2)) found = changed(found, { kind: 'bytes', offset, bytes });
      at += length;
    }
  }
  return found;
}
