import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Prng } from '../../../../support/prng.ts';
import { Disk, type DiskImage, type Leftover, leftovers } from './disk.ts';
import { isPrinted, readTrace, traceNode } from './trace.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-disk-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const hex = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

describe('the record of a process', () => {
  it('is read in its order, also where two threads cut into each other', () => {
    const path = hex('/d/a');
    const trace = [
      `7  openat(AT_FDCWD<${hex('/d')}>, "${path}", O_RDWR|O_CREAT, 0644) = 3<${path}>`,
      `7  pwrite64(3<${path}>, "${hex('abc')}", 3, 512 <unfinished ...>`,
      `8  fsync(4<${hex('/d/b')}>) = 0`,
      `7  <... pwrite64 resumed>)               = 2`,
      `7  unlink("${path}") = -1 ENOENT (No such file or directory)`,
      `7  rename("${path}", "${hex('/d/c')}") = 0`,
    ];
    expect(readTrace(trace.join('\n'))).toEqual([
      { kind: 'create', path: '/d/a', empties: false },
      { kind: 'sync', path: '/d/b' },
      { kind: 'write', path: '/d/a', offset: 512, bytes: Uint8Array.from(Buffer.from('ab')) },
      { kind: 'rename', path: '/d/a', to: '/d/c' },
    ]);
  });
});

describe('a disk whose power fails', () => {
  const bytes = (...list: number[]): Uint8Array => Uint8Array.from(list);
  const begun = (): Disk => {
    const disk = new Disk();
    disk.apply({ kind: 'create', path: '/d/a', empties: false });
    disk.apply({ kind: 'write', path: '/d/a', offset: 0, bytes: bytes(1, 2) });
    disk.apply({ kind: 'sync', path: '/d/a' });
    disk.apply({ kind: 'sync', path: '/d' });
    return disk;
  };

  it('has what was synced, and what came after by chance', () => {
    const disk = begun();
    disk.apply({ kind: 'write', path: '/d/a', offset: 1, bytes: bytes(9) });
    const dice = new Prng(1);
    const found = (left: Leftover): Set<string> =>
      new Set(Array.from({ length: 20 }, () => String(disk.image(left, dice).get('/d/a'))));
    expect(found('lost')).toEqual(new Set(['1,2']));
    expect(found('kept')).toEqual(new Set(['1,9']));
    expect(found('torn')).toEqual(new Set(['1,2', '1,9']));
  });

  it('has a name once its folder is synced, and still has one that was unlinked since', () => {
    const disk = begun();
    disk.apply({ kind: 'create', path: '/d/b', empties: false });
    disk.apply({ kind: 'sync', path: '/d/b' });
    disk.apply({ kind: 'unlink', path: '/d/a' });
    expect([...disk.image('lost', new Prng(1)).keys()]).toEqual(['/d/a']);
    disk.apply({ kind: 'sync', path: '/d' });
    expect([...disk.image('lost', new Prng(1)).keys()]).toEqual(['/d/b']);
  });
});

/** Rows that were told and are not there, over all power cuts of a recorded run. */
function rowsLost(synchronous: string): number {
  const file = join(folder, 'rows');
  const entry = fileURLToPath(new URL('./plain-writer.ts', import.meta.url));
  const disk = new Disk();
  const dice = new Prng(1);
  let told = 0;
  let lost = 0;
  for (const step of traceNode([entry, file, synchronous, '5'])) {
    if (isPrinted(step)) told++;
    disk.apply(step);
    if (told === 0) continue;
    for (const left of leftovers) {
      lost += Math.max(0, told - rowsIn(disk.image(left, dice)));
    }
  }
  expect(told).toBe(5);
  return lost;
}

function rowsIn(image: DiskImage): number {
  const place = mkdtempSync(join(folder, 'cut-'));
  for (const [path, bytes] of image) {
    if (basename(path).startsWith('rows') && !path.endsWith('-shm')) {
      writeFileSync(join(place, basename(path)), bytes);
    }
  }
  const database = new DatabaseSync(join(place, 'rows'));
  try {
    return Number(database.prepare('select count(*) as rows from row').get()?.['rows']);
  } catch {
    return 0;
  } finally {
    database.close();
  }
}

describe('a recorded SQLite database', () => {
  it('has every row that was told, at every power cut, when it syncs each commit', () => {
    expect(rowsLost('full')).toBe(0);
  });

  it('lacks rows when it does not: the record tells that', () => {
    expect(rowsLost('off')).toBeGreaterThan(0);
  });
});
