import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FobShell } from '../support/run-fob.ts';
import { runHere } from '../support/run-here.ts';

const shell = new FobShell({ here: true });
let bench = '';
let deviceId = '';

beforeAll(async () => {
  const up = await shell.json<{ bench: string; fobs: readonly { deviceId: string }[] }>([
    ...['sim', 'bench', 'up', '--profile', 'shinkin-hardware'],
  ]);
  bench = up.bench;
  deviceId = up.fobs[0]?.deviceId ?? '';
});
afterAll(() => shell.close());

const QUICK = ['--port', 'port-1', '--idle', '1', '--press', '2', '--every', '200'];

describe('fob bench current', () => {
  it('loads a blank fob for the press and wipes it after', async () => {
    const keyless = join(dirname(bench), 'keyless.yaml');
    writeFileSync(keyless, readFileSync(bench, 'utf8').replace(/^ +factory-key: .*\n/m, ''));
    const blank = await runHere(['bench', 'current', '--bench', keyless, ...QUICK, '--json']);
    expect(blank.stderr).toContain('1 s idle, then 2 s from a press on');
    expect(blank.stderr).toContain('may cost less than one of a fob in use: it is blank');
    const loaded = await runHere(['bench', 'current', '--bench', bench, ...QUICK, '--json']);
    expect(loaded.stderr).not.toContain('may cost less');
    const shown = await shell.run(['sim', 'set', '--supply', '3V', '--id', deviceId]);
    expect(shown.stdout).toContain('blank');
    const status = await shell.run(['status', '--device', `sim:${deviceId}`, '--events', '16']);
    expect(status.stdout).toMatch(/wiped[^]*seed-loaded/);
  });

  it('lists the ports, when the one that is named is not there', async () => {
    const run = ['bench', 'current', '--bench', bench, '--port', 'port-9'];
    const { status, stderr } = await runHere(run);
    expect(status).toBe(2);
    expect(stderr).toContain('has no port port-9 that is free; it has port-1');
  });

  it('tells voltages with their unit', async () => {
    const run = ['bench', 'current', '--bench', bench, '--port', 'port-1', '--supply', '9V'];
    expect((await runHere(run)).stderr).toContain('from 0 to 6 V');
  });
});
