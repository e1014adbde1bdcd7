import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretFromText } from '../../../host/cli/input/secret-text.ts';
import { parseOtpauth } from '../../../protocol/oath/otpauth.ts';
import { FobShell, RFC_SECRET, RFC_URI, type Up } from './support/run-fob.ts';

const shell = new FobShell();
let device: string;
beforeAll(async () => {
  device = (await shell.json<Up>(['sim', 'up'])).links[0] ?? '';
});
afterAll(() => shell.close());

const provisionWords = ['provision', '--serial', 'S-1', '--purpose', 'test'];

/** Arguments and environments of all processes that can be looked into. */
function whatProcessesShow(): string {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'latin1');
    } catch {
      return '';
    }
  };
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .flatMap((pid) => ['cmdline', 'environ', 'comm'].map((file) => read(`/proc/${pid}/${file}`)))
    .join('\n');
}

describe('a secret', () => {
  it('is refused as an argument, unread, and not repeated', async () => {
    const ended = await shell.run([...provisionWords, '-d', device, '--uri', RFC_URI]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toMatch(/^fob: an otpauth: URI is a secret.*--uri -/);
    expect(ended.stdout + ended.stderr).not.toContain(RFC_SECRET);
  });

  it.each([
    ['a surplus argument', [RFC_SECRET], /^fob: too many arguments: provision takes none/],
    ['--seed', ['--seed', RFC_SECRET], /^fob: a seed is never an argument.*--seed-file FILE/],
    ['--seed=', [`--seed=${RFC_SECRET}`], /^fob: a seed is never an argument.*--uri -/],
    ['an unknown option', [`--secret=${RFC_SECRET}`], /^fob: unknown option '--secret'/],
    ['an unknown letter', [`-k${RFC_SECRET}`], /^fob: unknown option '-k'/],
  ])('given as %s is refused and not repeated', async (_, words, says) => {
    const ended = await shell.run([...provisionWords, '-d', device, ...words, '--json']);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toMatch(says);
    expect(ended.stdout + ended.stderr).not.toContain(RFC_SECRET);
  });

  it.each([['info'], ['code'], ['wipe'], ['clock', 'set'], ['verify', '123456'], ['sim', 'up']])(
    'that is surplus is not repeated by %s',
    async (...command) => {
      const uri = command[0] === 'verify' ? ['--uri', '-'] : [];
      const ended = await shell.run([...command, RFC_SECRET, ...uri]);
      expect(ended.status).toBe(2);
      expect(ended.stderr).not.toContain(RFC_SECRET);
    },
  );

  it('given where the name of a file goes is not repeated', async () => {
    const hex = '3132333435363738393031323334353637383930';
    const ended = await shell.run([...provisionWords, '-d', device, '--seed-file', hex]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).not.toContain(hex);
  });

  it('is in no error, whatever is wrong with its text', async () => {
    const texts = [`${RFC_SECRET}1`, `x${RFC_SECRET}`, `0x${RFC_SECRET}`, '12é4'];
    for (const text of texts) {
      expect(() => secretFromText(text, 'the seed')).toThrow('the seed: neither hex nor base32');
    }
    const uri = `otpauth://totp/x?secret=${RFC_SECRET}1`;
    const ended = await shell.run(['verify', '123456', '--uri', '-'], { stdin: uri });
    expect(ended.status).toBe(2);
    expect(ended.stderr).not.toContain(RFC_SECRET);
  });

  it('is in no list of processes while it is loaded', async () => {
    const seen: string[] = [];
    const ended = await shell.run([...provisionWords, '-d', device, '--uri', '-'], {
      stdin: RFC_URI,
      onOutput: () => seen.push(whatProcessesShow()),
    });
    expect(ended.status).toBe(0);
    expect(seen.join('\n')).toContain('fobkit');
    expect(seen.join('\n')).not.toContain(RFC_SECRET);
  });

  it('read from a file in hex or in base32 is the same', () => {
    const hex = '31323334 35363738 39303132 33343536 37383930\n';
    expect(secretFromText(hex, '')).toEqual(secretFromText(` ${RFC_SECRET.toLowerCase()}\n`, ''));
  });
});

describe('files that hold a secret', () => {
  it('are readable by their owner alone, and written before the fob is loaded', async () => {
    await shell.run(['wipe', '--yes', '-d', device]);
    const out = join(shell.folder, 'S-2.uri');
    const rotated = join(shell.folder, 'S-2.key');
    const words = ['provision', '--serial', 'S-2', '--purpose', 'test', '-d', device];
    const files = ['--generate', '--out', out, '--rotate-key-file', rotated];
    const ended = await shell.run([...words, ...files, '--algorithm', 'SHA256', '--digits', '8']);
    expect(ended.stderr).toContain('replacing the transport key');
    expect(ended.status).toBe(0);
    for (const file of [out, rotated]) expect(statSync(file).mode & 0o777).toBe(0o600);
    const { parameters } = parseOtpauth(readFileSync(out, 'utf8').trim());
    expect(parameters).toMatchObject({ algorithm: 'SHA256', digits: 8 });
    expect(parameters.secret.length).toBe(32);
    const { code } = await shell.json<{ code: string }>(['code', '-d', device]);
    expect((await shell.run(['verify', code, '--uri', out])).status).toBe(0);
  });

  it('a rotated fob wants its own key from then on', async () => {
    const without = await shell.run(['clock', 'set', '-d', device]);
    expect(without.status).toBe(2);
    expect(without.stderr).toMatch(/transport key was replaced \(generation 1\).*--key-file/);
    const keyFile = join(shell.folder, 'S-2.key');
    const withKey = await shell.run(['clock', 'set', '-d', device, '--key-file', keyFile]);
    expect(withKey.status).toBe(0);
  });

  it('are never written over', async () => {
    const out = join(shell.folder, 'precious');
    writeFileSync(out, 'the only copy');
    const ended = await shell.run([...provisionWords, '-d', device, '--generate', '--out', out]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('is there already');
    expect(readFileSync(out, 'utf8')).toBe('the only copy');
  });

  it('of the state folder are readable by their owner alone', () => {
    const names = readdirSync(shell.state, { recursive: true, encoding: 'utf8' });
    expect(names.some((name) => name.startsWith('batch-keys/'))).toBe(true);
    const open = names.filter((name) => {
      const { mode } = statSync(join(shell.state, name), { throwIfNoEntry: false }) ?? { mode: 0 };
      return !name.startsWith('tty/') && (mode & 0o077) !== 0;
    });
    expect(open).toEqual([]);
  });
});

describe('a wrong transport key', () => {
  it('is a refusal of the fob', async () => {
    const keyFile = join(shell.folder, 'wrong.key');
    writeFileSync(keyFile, 'ab'.repeat(32));
    const ended = await shell.run(['wipe', '--yes', '-d', device, '--key-file', keyFile]);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain('that is not its transport key');
  });

  it('a batch key of another batch is told before it is tried', async () => {
    const other = (await shell.json<Up>(['sim', 'up'])).links[0] ?? '';
    const keyFile = join(shell.folder, 'wrong.key');
    const ended = await shell.run(['wipe', '-y', '-d', other, '--batch-key-file', keyFile]);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/is of batch [0-9a-f]{8}, the fob of batch [0-9a-f]{8}/);
  });
});
