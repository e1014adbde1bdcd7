import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder, RecordStore } from '@fobkit/bench';
import { UsageError } from '@fobkit/protocol';
import { afterAll, describe, expect, it } from 'vitest';

const work = mkdtempSync(join(tmpdir(), 'fobkit-folder-'));
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

describe('a folder that is wanted', () => {
  it('is made with those above it, for its user alone', async () => {
    const folder = join(work, 'a', 'b', 'c');
    await makeFolder(folder);
    for (const path of [folder, join(work, 'a')]) expect(statSync(path).mode & 0o777).toBe(0o700);
    await expect(makeFolder(folder)).resolves.toBeUndefined();
  });

  it('may be made by several at once', async () => {
    const folder = join(work, 'together', 'b');
    await Promise.all(Array.from({ length: 8 }, () => makeFolder(folder)));
    expect(statSync(folder).isDirectory()).toBe(true);
  });

  it('is refused where a file stands in its place, or above it', async () => {
    const file = join(work, 'file');
    writeFileSync(file, '');
    await expect(makeFolder(file)).rejects.toThrow('ENOTDIR');
    await expect(makeFolder(join(file, 'below'))).rejects.toThrow('ENOTDIR');
  });

  it.runIf(process.platform === 'linux')(
    'is refused at once in a file system that takes none',
    async () => {
      await expect(makeFolder('/proc/fobkit/records')).rejects.toThrow('ENOENT');
      const open = RecordStore.open('/proc/fobkit');
      await expect(open).rejects.toThrow(UsageError);
      await expect(open).rejects.toThrow('records cannot be kept in /proc/fobkit: ENOENT');
    },
  );
});
