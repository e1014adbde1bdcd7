import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EmulatedBench } from '../../bench/support/emulated-bench.ts';
import { BIN, FobShell } from '../support/run-fob.ts';

let shell: FobShell;
let bench: EmulatedBench;
let child: ChildProcess | undefined;

beforeEach(async () => {
  shell = new FobShell();
  bench = await EmulatedBench.open();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await bench.close();
  await shell.close();
});

const SOON = { timeout: 45_000, interval: 50 };

describe('fob bench run that is killed in the middle of a run', () => {
  it('leaves a safe bench behind that is free, and the next run is as if nothing had been', async () => {
    const pressing = scenario('pressing', ['hold: 300 s', 'expect: { lcd: off }']);
    const doomed = spawn(process.execPath, [BIN, 'bench', 'run', pressing, '--bench', bench.file], {
      cwd: shell.folder,
      env: shell.environment(),
      stdio: 'ignore',
    });
    child = doomed;
    await vi.waitUntil(() => bench.channel.on && bench.coils === 1, SOON);

    const closed = once(doomed, 'close');
    doomed.kill('SIGKILL');
    await closed;

    // Read at the instruments, behind their front panels.
    await vi.waitUntil(() => !bench.channel.on && bench.coils === 0, SOON);
    await vi.waitUntil(() => existsSync(log()), SOON);
    expect(bench.live.fob.running).toBe(false);
    expect(readFileSync(log(), 'utf8')).toContain('the run has died');

    const quick = scenario('quick', ['press', 'expect: { code: valid }']);
    const next = await shell.run(['bench', 'run', quick, '--bench', bench.file]);
    expect(next.stdout).toMatch(/^PASS +quick /m);
    expect([next.status, bench.channel.on, bench.coils]).toEqual([0, false, 0]);
  });
});

function log(): string {
  return join(shell.state, 'bench', 'watchdog.log');
}

function scenario(name: string, steps: readonly string[]): string {
  const file = join(shell.folder, `${name}.yaml`);
  const list = steps.map((step) => `  - ${step}\n`).join('');
  const head = `scenario: ${name}\ntitle: { en: A test }\nprofile: shinkin-hardware\n`;
  writeFileSync(file, `${head}steps:\n${list}`);
  return file;
}
