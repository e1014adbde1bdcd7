import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkNewFile, writeNewFile } from '../../../../host/cli/store/new-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-new-'));
  file = join(folder, 'seeds.xml');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('is for its owner alone, and nothing lies beside it', async () => {
  await writeNewFile(file, 'whole');
  expect(readFileSync(file, 'utf8')).toBe('whole');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['seeds.xml']);
});

it('never takes the place of another file', async () => {
  writeFileSync(file, 'the only copy');
  await expect(writeNewFile(file, 'new')).rejects.toThrow(/is there already/);
  await expect(checkNewFile(file)).rejects.toThrow(/is there already/);
  expect(readFileSync(file, 'utf8')).toBe('the only copy');
  expect(readdirSync(folder)).toEqual(['seeds.xml']);
});

it('does not follow a link that leads nowhere yet', async () => {
  symlinkSync(join(folder, 'elsewhere'), file);
  await expect(writeNewFile(file, 'new')).rejects.toThrow(/is there already/);
  await expect(checkNewFile(file)).rejects.toThrow(/is there already/);
});

it('a folder that is not there is told before the work is done', async () => {
  await expect(checkNewFile(join(folder, 'no', 'x'))).rejects.toThrow(/no such folder/);
});

it('looking leaves nothing behind', async () => {
  await checkNewFile(file);
  expect(readdirSync(folder)).toEqual([]);
});
