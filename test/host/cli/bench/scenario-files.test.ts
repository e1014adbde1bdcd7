import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { PassThrough } from 'node:stream';
import { libraryScenarios, libraryTwins } from '@fobkit/bench';
import type { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildProgram } from '../../../../host/cli/program/program.ts';
import { Output } from '../../../../host/cli/terminal/output.ts';
import { BenchHere, PASSES } from './bench-here.ts';

let bench: BenchHere;
beforeEach(() => {
  bench = new BenchHere();
});
afterEach(() => {
  bench.close();
});

describe('of a folder with scenarios', () => {
  it.each([
    ['empty.yaml', '', /empty\.yaml:1:1: /],
    ['misspelt.yml', 'scenaro: one\n', /misspelt\.yml:1:1: .*did you mean scenario\?/],
    ['list.YAML', '- press\n', /list\.YAML:1:1: .* is no scenario/],
  ])('a file that is no scenario is an error with its place: %s', async (name, text, message) => {
    bench.scenario('good', PASSES);
    bench.file(name, text);
    for (const command of ['run', 'check']) {
      const { status, stderr } = await bench.run([command, bench.folder]);
      expect(status).toBe(2);
      expect(stderr).toMatch(message);
    }
    expect(bench.stored()).toEqual([]);
  });

  it('files in folders below and linked ones are read, and nothing in node_modules', async () => {
    const elsewhere = new BenchHere();
    for (const folder of ['below', 'node_modules']) mkdirSync(bench.path(folder));
    symlinkSync(elsewhere.scenario('one', PASSES), bench.path('linked.yaml'));
    bench.file('node_modules/x.yaml', '');
    bench.file('below/two.yaml', '');
    const { stderr } = await bench.run(['check', bench.folder]);
    expect(stderr).toMatch(/^.*below\/two\.yaml:1:1: .*\nfob: 1 problem in /);
    bench.scenario('two', PASSES);
    bench.file('below/two.yaml', 'bench: line-3\n');
    const { stdout } = await bench.run(['check', bench.folder, '--json']);
    elsewhere.close();
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'one' }, { name: 'two' }]);
  });

  it('a bench file is left out, and named', async () => {
    bench.scenario('good', PASSES);
    bench.file('line.yaml', '# Ours\nbench: line-3\n');
    const { status, stderr } = await bench.run(['check', bench.folder]);
    expect(status).toBe(0);
    expect(stderr).toContain('line.yaml: left out, it is a bench file');
  });

  it('the twins of the library are left out, and named; all its scenarios are read', async () => {
    const { status, stderr, stdout } = await bench.run([
      'check',
      dirname(libraryTwins()),
      '--json',
    ]);
    expect(status).toBe(0);
    expect(stderr).toContain('twins.yaml: left out, it is a file of twins');
    expect(JSON.parse(stdout)).toHaveLength((await libraryScenarios()).length);
  });
});

describe('a scenario of the library', () => {
  it('with a wrong name has the nearest one told', async () => {
    const { status, stderr } = await bench.run(['run', 'library:dead-battery-with-warning']);
    expect(status).toBe(2);
    expect(stderr).toContain('did you mean dead-battery-without-warning?');
  });

  it('that an example of a help text names is there', async () => {
    const out = new Output(new PassThrough(), new PassThrough());
    const { signal } = new AbortController();
    const endWith = (): undefined => undefined;
    const program = await buildProgram({ out, stdin: new PassThrough(), signal, endWith }, 'all');
    const named = program.commands
      .flatMap((command) => [command, ...command.commands])
      .flatMap((command) => [...helpOf(command).matchAll(/library:([a-z0-9-]+)/g)])
      .map(([, name]) => name);
    const names = (await libraryScenarios()).map(({ name }) => name);
    expect(named.length).toBeGreaterThan(1);
    expect(names).toEqual(expect.arrayContaining(named));
  });
});

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
  return text;
}
