import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Interrupted } from '../../../host/cli/program/cli-error.ts';
import { RFC_URI } from './support/run-fob.ts';
import { runHere } from './support/run-here.ts';

const LABEL = 'SKTH00000017';

let folder: string;
let uri: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-person-'));
  uri = join(folder, 'token.uri');
  writeFileSync(uri, `${RFC_URI}\n`);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const code = (...more: readonly string[]): readonly string[] => ['code', '--device', ...more];

describe('whoever sits at the terminal', () => {
  it('is asked to press the fob and to type what it shows', async () => {
    vi.stubEnv('LC_ALL', 'C');
    const ended = await runHere(code(`person:${LABEL}?digits=6`), { typed: ['287 082\n'] });
    expect(ended.stderr).toMatch(/^Press the button of the fob SKTH00000017 and type the 6 digits/);
    expect(ended).toMatchObject({ status: 0, stdout: '287082\n' });
  });

  it('is asked in Japanese where that is the language', async () => {
    vi.stubEnv('LC_ALL', 'ja_JP.UTF-8');
    const typed = ['2870\n', '２８７０８２\n'];
    const ended = await runHere(code(`person:${LABEL}?digits=6`), { typed });
    expect(ended.stderr).toContain(
      'トークン SKTH00000017 のボタンを押し、表示された6桁の数字を入力してください',
    );
    expect(ended.stderr).toContain('4桁でした。6桁を入力してください。');
    expect(ended).toMatchObject({ status: 0, stdout: '287082\n' });
  });

  it('is told what was wrong, and asked again', async () => {
    vi.stubEnv('LC_ALL', 'C');
    const ended = await runHere(code('person:'), { typed: ['no\n', '1\n', '287082\n'] });
    expect(ended.stderr).toContain('A code has digits only.\n');
    expect(ended.stderr).toContain('That has 1 digit; a code has 4 to 10.\n');
    expect(ended).toMatchObject({ status: 0, stdout: '287082\n' });
  });

  it('gets the question of OCRA to be typed into the fob', async () => {
    vi.stubEnv('LC_ALL', 'C');
    const words = [...code('person:'), '--challenge', '00000000'];
    const ended = await runHere(words, { typed: ['237653\n'] });
    expect(ended.stderr).toMatch(/^Enter 00000000 into the fob and type the digits/);
  });

  it('is told in his language that he cancelled', async () => {
    vi.stubEnv('LC_ALL', 'ja_JP.UTF-8');
    const ended = await runHere(code('person:'), { typed: ['\n'] });
    expect(ended.stderr).toContain('中止しました');
    expect(ended.status).toBe(1);
  });

  it('cancels by an empty line', async () => {
    const ended = await runHere([...code('person:'), '--json'], { typed: ['\n'] });
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'cancelled' } });
    expect(ended.status).toBe(1);
  });

  it('cancels by ending the input', async () => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    stdin.end();
    expect(await runHere(code('person:'), { stdin })).toMatchObject({ status: 1, stdout: '' });
  });

  it('may interrupt instead', async () => {
    const interruption = new AbortController();
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    setImmediate(() => {
      interruption.abort(new Interrupted(130));
    });
    const ended = await runHere(code('person:'), { stdin, signal: interruption.signal });
    expect(ended.status).toBe(130);
  });
});

describe('a code that is piped in', () => {
  it('is taken without a question', async () => {
    const ended = await runHere([...code(`person:${LABEL}`), '--json'], { stdin: '287082\n' });
    expect(ended.stderr).toBe('');
    expect(JSON.parse(ended.stdout)).toEqual({
      deviceId: null,
      serial: LABEL,
      code: '287082',
      unixTime: null,
      step: null,
      mode: null,
      counter: null,
      secondsLeft: null,
    });
  });

  it.each([
    ['person:?digits=6', '28708\n', 'That has 5 digits; 6 are wanted.'],
    ['person:', 'hello\n', 'A code has digits only.'],
  ])('for %s that is none is refused: %j', async (url, stdin, why) => {
    const { status, stderr } = await runHere(code(url), { stdin });
    expect(stderr).toBe(`fob: standard input has no code. ${why}\n`);
    expect(status).toBe(2);
  });

  it('that is missing is told: nobody can be asked', async () => {
    const { status, stderr } = await runHere(code('person:'));
    expect(stderr).toMatch(/^fob: nobody can be asked for the code: standard input is no terminal/);
    expect(status).toBe(2);
  });
});

describe('fob verify', () => {
  const verify = ['verify', '--uri'];
  const at = ['--at', '1970-01-01T00:00:59Z'];

  it('asks for the code, of as many digits as its key has', async () => {
    vi.stubEnv('LC_ALL', 'C');
    const words = [...verify, uri, '--device', `person:${LABEL}`, ...at];
    const ended = await runHere(words, { typed: ['287082\n'] });
    expect(ended.stderr).toContain('type the 6 digits');
    expect(ended.stdout).toMatch(/^verified +step 1,/);
  });

  it('ends with 1 when the code fits nowhere', async () => {
    const words = [...verify, uri, '--device', 'person:', ...at];
    expect((await runHere(words, { stdin: '000000\n' })).status).toBe(1);
  });

  it('wants a code, or a device to read it from', async () => {
    const { status, stderr } = await runHere([...verify, uri]);
    expect(stderr).toBe('fob: give the code, or --device to read it from\n');
    expect(status).toBe(2);
  });

  it('does not take URI and code from one stream', async () => {
    const words = [...verify, '-', '--device', 'person:'];
    const { status, stderr } = await runHere(words, { stdin: `${RFC_URI}\n287082\n` });
    expect(stderr).toContain('cannot both come on standard input');
    expect(status).toBe(2);
  });
});

describe('what a person who reads a fob cannot do', () => {
  it.each(['status', 'wipe --yes', 'clock', 'clock set', 'display'])('fob %s', async (line) => {
    const words = [...line.split(' '), '--device', 'person:', '--json'];
    const { status, stdout } = await runHere(words);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'capability' } });
    expect(status).toBe(1);
  });

  it('watch', async () => {
    const words = [...code('person:'), '--watch'];
    expect((await runHere(words, { stdin: '287082\n' })).status).toBe(2);
  });

  it('unlock with a PIN', async () => {
    const words = [...code('person:'), '--pin-file', uri];
    expect((await runHere(words, { stdin: '287082\n' })).status).toBe(2);
  });
});
