import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BankHere } from './support/bank-here.ts';

let here: BankHere;
let known: string;
let newKey: string;

beforeEach(async () => {
  here = new BankHere();
  known = join(here.state, 'bank', 'bank.json');
  newKey = join(here.folder, 'new.key');
  await here.json('token', 'add', 'vpn', '--role', 'verifier');
});
afterEach(() => here.close());

const remembered = (): object => JSON.parse(readFileSync(known, 'utf8')) as object;

it('gives the bank another key, which later commands know', async () => {
  const vault = { kind: 'key-file', file: newKey };
  expect(await here.json('rekey', '--to-key-file', newKey, '--new-data-key')).toEqual({
    vault,
    newDataKey: true,
    before: false,
  });
  expect(remembered()).toMatchObject({ keyFile: newKey });
  expect(await here.json('audit')).toMatchObject({ ok: true });
  const old = join(here.state, 'bank', 'vault.key');
  expect((await here.run(['audit', '--key-file', old])).status).toBe(2);
});

it('a new data key is told of before: banks that are up go on with the old one', async () => {
  const { stderr } = await here.run(['rekey', '--to-key-file', newKey, '--new-data-key']);
  expect(stderr).toContain('A bank that is up at this database seals nothing any more');
});

it('whoever was killed before the key was remembered calls it again', async () => {
  const copy = join(here.folder, 'bank.json');
  copyFileSync(known, copy);
  await here.json('rekey', '--to-key-file', newKey, '--new-data-key');
  copyFileSync(copy, known);
  expect((await here.run(['audit'])).status).toBe(2);
  expect(await here.json('rekey', '--to-key-file', newKey, '--new-data-key')).toMatchObject({
    before: true,
  });
  expect(await here.json('audit')).toMatchObject({ ok: true });
});

it('a passphrase in a file is read from there by later commands', async () => {
  const file = here.file('passphrase.txt', 'correct horse battery\n');
  await here.json('rekey', '--to-passphrase-file', file);
  expect(remembered()).toMatchObject({ passphraseFile: file });
  expect(remembered()).not.toHaveProperty('keyFile');
  expect(await here.json('audit')).toMatchObject({ ok: true });
});

it('a wrong old key changes nothing, and makes no new one', async () => {
  const wrong = here.file(
    'wrong.key',
    readFileSync(join(here.state, 'bank', 'vault.key'), 'utf8').replace(/[0-9a-f]/, (digit) =>
      digit === '0' ? '1' : '0',
    ),
  );
  const before = remembered();
  const { status } = await here.run(['rekey', '--key-file', wrong, '--to-key-file', newKey]);
  expect(status).toBe(2);
  expect(existsSync(newKey)).toBe(false);
  expect(remembered()).toEqual(before);
});

it('wants one new key', async () => {
  expect((await here.run(['rekey'])).status).toBe(2);
  const both = ['rekey', '--to-key-file', newKey, '--to-passphrase'];
  expect((await here.run(both)).status).toBe(2);
  expect(existsSync(newKey)).toBe(false);
});
