import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { profiles } from '../../../firmware-sim/profile/profiles.ts';
import { withoutOrphan } from '../../../host/cli/provision/orphan.ts';
import { ProvisionError } from '@fobkit/client';
import { parseOtpauth } from '../../../protocol/oath/otpauth.ts';
import { FobShell, RFC_URI, type Up } from './support/run-fob.ts';

const shell = new FobShell({ here: true });
afterEach(() => shell.run(['sim', 'down', '--all']));
afterAll(() => shell.close());

const plain = (serial: string): readonly string[] => {
  return ['provision', '--serial', serial, '--purpose', 'test'];
};

describe('what the command line does not say', () => {
  it.each(profiles.map((profile) => [profile.name, profile] as const))(
    'is what a %s usually gets',
    async (name, { serial, preset }) => {
      await shell.json<Up>(['sim', 'up', '--profile', name, '--tcp']);
      const out = join(shell.folder, `${name}.uri`);
      const words = [...plain(serial.example), '--generate', '--out', out];
      const told = await shell.json<Record<string, unknown>>(words);
      const { mode, algorithm, digits, stepSeconds } = preset ?? {};
      expect(told).toMatchObject({ mode, algorithm, digits, lifecycle: 'ready' });
      expect(told['step']).toBe(mode === 'totp' ? stepSeconds : null);
      const { parameters } = parseOtpauth(readFileSync(out, 'utf8').trim());
      expect(parameters).toMatchObject({ mode, algorithm, digits });
    },
  );

  it('is what the fob does, where it is of a type of its user', async () => {
    const { name, example } = { name: 'mine', example: 'X1' };
    const generic = profiles.find((profile) => profile.name === 'generic');
    if (generic === undefined) throw new Error('no generic');
    const { preset: _, ...rest } = generic;
    const product = { ...rest.product, algorithms: ['SHA512'], steps: [45] };
    const pattern = '[A-Z][0-9]';
    const mine = {
      ...rest,
      name,
      product: { ...product, model: 'mine', minDigits: 8, maxDigits: 8, serialPattern: pattern },
      serial: { pattern, example },
    };
    await shell.json<Up>([
      'sim',
      'up',
      '--profile-file',
      shellFile('mine.json', JSON.stringify(mine)),
    ]);
    const words = [...plain(example), '--generate', '--out', join(shell.folder, 'mine.uri')];
    expect(await shell.json(words)).toMatchObject({
      mode: 'totp',
      algorithm: 'SHA512',
      digits: 8,
      step: 45,
    });
  });
});

describe('what the command line says', () => {
  it('stands before what is usual', async () => {
    await shell.json<Up>(['sim', 'up', '--profile', 'sid700']);
    const out = join(shell.folder, 'said.uri');
    const words = [...plain('000158423177'), '--generate', '--out', out];
    const said = ['--algorithm', 'SHA256', '--digits', '8'];
    expect(await shell.json([...words, ...said])).toMatchObject({ algorithm: 'SHA256', digits: 8 });
  });
});

describe('a serial label of the wrong form', () => {
  it('is refused before the fob is touched, with pattern and example', async () => {
    await shell.json<Up>(['sim', 'up', '--profile', 'sid700']);
    const out = join(shell.folder, 'label.uri');
    const ended = await shell.run([...plain('SKTH1'), '--generate', '--out', out]);
    expect(ended.stderr).toMatch(/SKTH1 does not fit.* \[0-9\]\{9,12\}, such as 000158423177\./);
    expect(ended.status).toBe(2);
    expect(existsSync(out)).toBe(false);
    const { unixTime } = await shell.json<{ unixTime: number | null }>(['status']);
    expect(unixTime).toBe(null);
  });
});

describe('the file of a seed that was drawn', () => {
  it('goes when nothing was sent to the fob', async () => {
    await shell.json<Up>(['sim', 'up']);
    await shell.run([...plain('S-1'), '--uri', '-'], { stdin: RFC_URI });
    const out = join(shell.folder, 'none.uri');
    const ended = await shell.run([...plain('S-2'), '--generate', '--out', out]);
    expect(ended.stderr).toMatch(/Wipe it first \(at check\)\. The fob is as it was\.$/m);
    expect(ended.status).toBe(1);
    expect(existsSync(out)).toBe(false);
  });

  it.each(['blank', 'unknown', 'loaded-unchecked', 'loaded'] as const)(
    'stays when the fob is left %s, and the error tells how to finish',
    async (left) => {
      const file = shellFile(`${left}.uri`, 'the only copy');
      const cause = new ProvisionError('serial:/dev/x', { step: 'load-seed', left });
      const words = { serial: 'S-3', purpose: 'test' };
      const error = await withoutOrphan(file, words, cause);
      expect(error).toHaveProperty(
        'message',
        expect.stringContaining(`--uri ${file} --serial S-3`),
      );
      expect(error).toHaveProperty('cause', cause);
      expect(readFileSync(file, 'utf8')).toBe('the only copy');
    },
  );
});

function shellFile(name: string, text: string): string {
  const file = join(shell.folder, name);
  writeFileSync(file, text);
  return file;
}
