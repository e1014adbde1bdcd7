import { execFileSync } from 'node:child_process';
import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeResult } from '../../../../host/cli/input/write-file.ts';

describe('a result that is written to a file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fobkit-write-'));
    file = join(folder, 'report.xml');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('is there, and nothing else', async () => {
    await writeResult(file, 'one');
    await writeResult(file, new TextEncoder().encode('two'));
    expect(await readFile(file, 'utf8')).toBe('two');
    expect(await readdir(folder)).toEqual(['report.xml']);
  });

  it('takes the place of the file at once: the one before is never half written over', async () => {
    await writeFile(file, 'before');
    const before = join(folder, 'before.xml');
    await link(file, before);
    await writeResult(file, 'after');
    expect(await readFile(file, 'utf8')).toBe('after');
    expect(await readFile(before, 'utf8')).toBe('before');
  });

  it('leaves the rights of the file as they were', async () => {
    await writeFile(file, 'before');
    await chmod(file, 0o640);
    await writeResult(file, 'after');
    expect((await stat(file)).mode & 0o777).toBe(0o640);
  });

  it('goes to where a link leads', async () => {
    await mkdir(join(folder, 'real'));
    const real = join(folder, 'real', 'report.xml');
    await writeFile(real, 'before');
    await symlink(real, file);
    await writeResult(file, 'after');
    expect((await lstat(file)).isSymbolicLink()).toBe(true);
    expect(await readFile(real, 'utf8')).toBe('after');
  });

  it('goes into a named pipe, which stays one', async () => {
    execFileSync('mkfifo', [file]);
    const [text] = await Promise.all([readFile(file, 'utf8'), writeResult(file, 'piped')]);
    expect(text).toBe('piped');
    expect((await stat(file)).isFIFO()).toBe(true);
  });

  it('is refused with the name of the file, and leaves nothing', async () => {
    await mkdir(file);
    await expect(writeResult(file, 'x')).rejects.toThrow(`${file} cannot be written (EISDIR)`);
    const nowhere = join(folder, 'nowhere', 'report.xml');
    await expect(writeResult(nowhere, 'x')).rejects.toThrow(
      `${nowhere} cannot be written (ENOENT)`,
    );
    expect(await readdir(folder)).toEqual(['report.xml']);
  });
});
