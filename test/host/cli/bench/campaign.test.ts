import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CampaignReport } from '@fobkit/bench';
import { afterAll, describe, expect, it } from 'vitest';
import { FobShell } from '../support/run-fob.ts';

const shell = new FobShell({ here: true });
afterAll(() => shell.close());

describe('fob bench campaign', () => {
  it('gives the same report from one worker and from two, to the byte', async () => {
    const campaign = ['bench', 'campaign', '--seed', '7', '--runs', '50', '--json', '--workers'];
    const one = await shell.run([...campaign, '1']);
    const two = await shell.run([...campaign, '2']);
    expect(one.stdout).toBe(two.stdout);
    expect([one.status, two.status]).toEqual([0, 0]);
    const report = JSON.parse(one.stdout) as CampaignReport;
    expect(report).toMatchObject({ seed: 7, runs: 50, failedRuns: 0, failures: [] });
    expect(report.invariants.every(({ looks, breaches }) => looks > 0 && breaches === 0)).toBe(
      true,
    );
  });

  it('tells a person what held and what was touched, and its progress line by line', async () => {
    const { stdout, stderr, status } = await shell.run(
      'bench campaign --seed 3 --runs 20 --profile hotp-button --workers 1'.split(' '),
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Campaign 3, fobkit \S+: 20 runs of hotp-button, \d+ steps, no run/);
    expect(stdout).toMatch(/counter-never-back +held, looked at \d+ times/);
    expect(stdout).toMatch(/^ {2}fault fired\n {4}\S/m);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(130);
    expect(stderr).toMatch(/20 of 20 runs, 0 failed, [\d.]+ runs\/s/);
  });

  it('saves nothing where nothing failed, into a folder that it makes', async () => {
    const folder = join(shell.folder, 'found', 'here');
    const { status } = await shell.run(
      `bench campaign --runs 20 --workers 1 --save ${folder}`.split(' '),
    );
    expect(status).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses wrong use with 2', async () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['--profile nonesuch', /there is no fob type nonesuch: one of generic, /],
      ['--runs 0', /--runs/],
      ['--workers 0', /--workers 0 goes with --queue/],
      ['--queue mysql://u:s3cret@h/d', /wants the URL of a PostgreSQL database/],
      ['--save /dev/null/x', /the folder \/dev\/null\/x cannot be made/],
    ];
    for (const [options, says] of wrong) {
      const ended = await shell.run(['bench', 'campaign', ...options.split(' ')]);
      expect(ended.stderr).toMatch(says);
      expect(ended.stderr).not.toContain('s3cret');
      expect(ended.status).toBe(2);
    }
  });

  it('a queue where nobody listens ends with 3', async () => {
    const queue = 'postgres://bench:s3cret@127.0.0.1:1/fobkit';
    for (const command of ['campaign', 'worker']) {
      const { stderr, status } = await shell.run(['bench', command, '--queue', queue]);
      expect(stderr).toMatch(/fob: the queue postgres:\/\/bench@127\.0\.0\.1:1\/fobkit cannot be/);
      expect(stderr).not.toContain('s3cret');
      expect(status).toBe(3);
    }
  });

  it('Ctrl-C ends it with 130, its threads too', async () => {
    const { status } = await shell.run('bench campaign --runs 100000 --workers 2'.split(' '), {
      interruptAfter: { stream: 'stderr', signal: 'SIGINT' },
    });
    expect(status).toBe(130);
  });
});

it('a scenario that expects the invariants is run by fob bench run', async () => {
  const file = join(import.meta.dirname, 'invariants.yaml');
  expect(readFileSync(file, 'utf8')).toContain('invariants: hold');
  const { status } = await shell.run(['bench', 'run', file]);
  expect(status).toBe(0);
});
