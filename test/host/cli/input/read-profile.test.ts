import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { generic } from '../../../../firmware-sim/profile/generic.ts';
import { readProfile } from '../../../../host/cli/input/read-profile.ts';
import { Output } from '../../../../host/cli/terminal/output.ts';

const folder = mkdtempSync(join(tmpdir(), 'fobkit-profile-'));
const file = join(folder, 'mine.json');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const cli = {
  out: new Output(new PassThrough(), new PassThrough()),
  stdin: new PassThrough(),
  signal: new AbortController().signal,
  endWith: () => undefined,
};

it.each([
  ['{\n  "name": "x",\n}', 'is not JSON, from line 3, column 1 on'],
  ['{\n  "name": nonsense,\n  "wire": "usb" }', 'is not JSON, from line 2, column 12 on'],
  ['{\n  "name": "x"', 'is not JSON, from line 2, column 14 on'],
  ['', 'is not JSON, from line 1, column 1 on'],
  ['[]', 'is no JSON object'],
  [JSON.stringify({ ...generic, colour: 'red' }), 'colour: is an unknown field'],
  [JSON.stringify({ ...generic, serial: 1 }), 'serial: must be an object'],
  [JSON.stringify({ ...generic, name: undefined }), 'name: is missing'],
  [JSON.stringify({ ...generic, source: 'mine' }), 'name: generic is a shipped fob type'],
])('a wrong profile %j is told with its file and place', async (text, says) => {
  writeFileSync(file, text);
  await expect(readProfile(cli, file)).rejects.toThrow(`the profile ${file}: ${says}`);
});

it('a profile that can be used is what the file says', async () => {
  writeFileSync(file, JSON.stringify(generic));
  expect(await readProfile(cli, file)).toEqual(generic);
});
