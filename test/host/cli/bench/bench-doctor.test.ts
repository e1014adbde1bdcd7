import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FobShell } from '../support/run-fob.ts';
import { runHere } from '../support/run-here.ts';

interface Doctor {
  readonly ok: boolean;
  readonly findings: readonly {
    readonly ok: boolean;
    readonly what: string;
    readonly found: string;
  }[];
}

const shell = new FobShell({ here: true });
let bench = '';

beforeAll(async () => {
  const up = await shell.json<{ bench: string }>(['sim', 'bench', 'up', '--chamber-speed', '600']);
  bench = up.bench;
});
afterAll(() => shell.close());

/** The bench file with a change, beside it. */
function changed(name: string, change: (text: string) => string): string {
  const file = join(dirname(bench), name);
  writeFileSync(file, change(readFileSync(bench, 'utf8')));
  return file;
}

describe('fob bench doctor', () => {
  it('finds a bench as its file says', async () => {
    const { ok, findings } = await shell.json<Doctor>(['bench', 'doctor', bench]);
    expect([ok, findings.map(({ what }) => what)]).toEqual([
      true,
      ['instrument psu1', 'instrument relay1', 'instrument chamber1', 'port port-1'],
    ]);
  });

  it('finds an instrument that does not answer, and then gives no fob power: status 3', async () => {
    const file = changed('deaf.yaml', (text) =>
      text.replace(/(psu1:[^]*?address: )"[^"]*"/, '$1"tcp://127.0.0.1:1"'),
    );
    const { status, stdout } = await shell.run(['bench', 'doctor', file]);
    expect(status).toBe(3);
    expect(stdout).toMatch(
      /WRONG {2}instrument psu1: supply psu1 \(tcp:\/\/127\.0\.0\.1:1\): .*ECONNREFUSED/,
    );
    expect(stdout).toContain('WRONG  port port-1: not looked at: psu1 is not right');
  });

  it('finds another fob in a port', async () => {
    const file = changed('other.yaml', (text) =>
      text.replace(/fob: "[^"]*"/, 'fob: "00000000000000aa"'),
    );
    const { status, stdout } = await shell.run(['bench', 'doctor', file]);
    expect(status).toBe(3);
    expect(stdout).toContain('port port-1 is for the fob 00000000000000aa; at serial:');
  });

  it('refuses what is no regular file: status 2', async () => {
    const pipe = join(dirname(bench), 'nobody.yaml');
    execFileSync('mkfifo', [pipe]);
    const { status, stderr } = await runHere(['bench', 'doctor', pipe]);
    expect(status).toBe(2);
    expect(stderr).toContain(`${pipe} is a named pipe, and no regular file`);
  });

  it('refuses a wrong file by line and column: status 2, and nothing is touched', async () => {
    const file = changed('wrong.yaml', (text) =>
      text.replace('kind: usb-relay', 'kind: usb-relai'),
    );
    const { status, stderr } = await shell.run(['bench', 'doctor', file]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/wrong\.yaml:\d+:11: kind: write one of scpi-supply, usb-relay/);
    expect(stderr).toContain('1 problem in the bench file; nothing was touched');
  });
});
