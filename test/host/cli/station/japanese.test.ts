import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StationHere } from './support/station-here.ts';

let here: StationHere;
beforeEach(async () => {
  here = new StationHere();
  await here.init();
  vi.stubEnv('LANG', 'ja_JP.UTF-8');
});
afterEach(() => {
  here.close();
});

it('a file, an operator and a lot are refused in Japanese, with their places', async () => {
  const file = here.file(
    'bad.csv',
    'S1,zz,totp,6,30\nS2,3132333435363738393031323334353637383930,x\n',
  );
  const read = await here.run(['import', file, '--format', 'privacyidea']);
  expect(read).toMatchObject({ status: 2 });
  expect(read.stderr).toMatch(/bad\.csv:1:4: S1 .*16進数ではありません/);
  expect(read.stderr).toMatch(/bad\.csv:2:\d+: S2 .*totp、hotp、ocra のいずれでもありません/);
  expect(read.stderr).toMatch(/誤りが2件あり、何も取り込みませんでした/);
  const password = here.file('wrong.txt', 'another horse\n');
  const ended = await here.run(['sign-in', 'sato', '--password-file', password]);
  expect(ended.stderr).toContain('名前またはパスワードが違います');
  expect((await here.run(['lot', 'status', 'b1'])).stderr).toContain('ロット b1 はありません');
});

it('programs are told in English', async () => {
  const ended = await here.run(['lot', 'status', 'b1', '--json']);
  expect(ended.stdout).toContain('there is no lot b1');
});

it('what is looked at before a shift is told in Japanese', async () => {
  const { stdout } = await here.run(['check']);
  expect(stdout).toContain('ok  台帳の検査  正常です\n');
  expect(stdout).toContain('ok  作業者      sato(責任者)\n');
});
