import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegularFile, readRegularFile } from '@fobkit/client/node';
import { UsageError } from '@fobkit/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

describe('a regular file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fobkit-regular-'));
    path = join(folder, 'file');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it.each([0, 5, 65_536, 200_000])('is read whole: %i bytes', async (length) => {
    const bytes = Buffer.alloc(length, 'abc');
    await writeFile(path, bytes);
    expect((await readRegularFile(path, 200_000)).equals(bytes)).toBe(true);
  });

  it('is read at the end of a link', async () => {
    await writeFile(join(folder, 'there'), 'text');
    await symlink(join(folder, 'there'), path);
    expect((await readRegularFile(path, 4)).toString()).toBe('text');
  });

  it('has at most the bytes that are wanted', async () => {
    await writeFile(path, 'text!');
    await expect(readRegularFile(path, 4)).rejects.toThrow(`${path}: too long; at most 4 bytes`);
  });

  it('is not longer than that when the system tells no size', async () => {
    await expect(readRegularFile('/proc/self/status', 10)).rejects.toThrow(/too long/);
    expect((await readRegularFile('/proc/self/status', 65_536)).length).toBeGreaterThan(10);
  });

  it('is neither a device, a named pipe nor a folder', async () => {
    execFileSync('mkfifo', [path]);
    for (const other of ['/dev/zero', path, folder]) {
      await expect(openRegularFile(other)).rejects.toThrow(UsageError);
      await expect(openRegularFile(other)).rejects.toThrow(`${other} is a`);
    }
  });

  it('that is not there is the system’s affair', async () => {
    await expect(openRegularFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
