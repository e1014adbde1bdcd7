import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FobShell } from './support/run-fob.ts';

const shell = new FobShell();
let script: string;
beforeAll(async () => {
  script = join(shell.folder, 'fob.bash');
  writeFileSync(script, (await shell.run(['completion', 'bash'])).stdout);
});
afterAll(() => shell.close());

async function bash(commands: string): Promise<string> {
  return (await promisify(execFile)('bash', ['-c', commands])).stdout;
}

/** What bash offers at the end of these words. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const list = words.map((word) => `'${word}'`).join(' ');
  const commands = `source '${script}'; COMP_WORDS=(${list}); COMP_CWORD=${String(words.length - 1)}
    _fob; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return (await bash(commands)).trim().split('\n');
}

describe('completion in bash', () => {
  it('parses', async () => {
    expect(await bash(`bash -n '${script}'`)).toBe('');
  });

  it('offers the commands', async () => {
    expect(await offered('fob', 'pro')).toEqual(['provision', 'profiles']);
  });

  it('offers the subcommands of a group', async () => {
    expect(await offered('fob', 'sim', 'un')).toEqual(['unplug']);
  });

  it('offers the options of a command, behind other words too', async () => {
    const words = ['fob', 'sim', 'set', '--id', '0102030405060708', '--te'];
    expect(await offered(...words)).toEqual(['--temperature']);
  });
});

describe('completion in other shells', () => {
  it.each([
    ['zsh', /^#compdef fob\n/, /'provision:load a seed and a serial label/],
    ['fish', /^# fish completion for fob/, /-a provision -d 'load a seed and a serial label/],
  ])('%s is offered every command', async (name, begins, offers) => {
    const { stdout, status } = await shell.run(['completion', name]);
    expect(status).toBe(0);
    expect(stdout).toMatch(begins);
    expect(stdout).toMatch(offers);
  });

  it('an unknown shell is refused', async () => {
    const { status, stderr } = await shell.run(['completion', 'tcsh']);
    expect(stderr).toMatch(/Allowed choices are bash, zsh, fish/);
    expect(status).toBe(2);
  });
});
