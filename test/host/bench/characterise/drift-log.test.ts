import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendDriftLog, readDriftLog } from '@fobkit/bench';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

describe('a log of drift readings', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fobkit-drift-'));
    file = join(folder, 'fob17.jsonl');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('is empty before the first reading', async () => {
    expect(await readDriftLog(file)).toEqual([]);
  });

  it('keeps each reading on a line, and reads them back', async () => {
    const readings = [
      { at: 1, low: -3, high: 27 },
      { at: 2, low: -4.5, high: 26 },
    ];
    for (const reading of readings) await appendDriftLog(file, reading);
    expect(await readDriftLog(file)).toEqual(readings);
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(3);
  });

  it('is refused when it has no end', async () => {
    await symlink('/dev/zero', file);
    await expect(readDriftLog(file)).rejects.toThrow(`${file} is a device, and no regular file`);
  });

  it.each([
    'nonsense',
    '{"at":1,"low":0}',
    '{"at":1,"low":5,"high":2}',
    '{"at":-1,"low":0,"high":1}',
    '{"at":1,"low":0,"high":1,"code":"123456"}',
  ])('is refused with its line when that is no reading: %s', async (line) => {
    await writeFile(file, `{"at":1,"low":0,"high":1}\n${line}\n`);
    await expect(readDriftLog(file)).rejects.toThrow(`${file}:2: no reading`);
  });
});
