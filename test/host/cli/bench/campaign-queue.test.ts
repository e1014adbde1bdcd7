import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Postgres } from '../../../support/postgres.ts';
import { BIN, FobShell } from '../support/run-fob.ts';

// A dead worker is missed after ten seconds; processes start slowly where many do.
vi.setConfig({ testTimeout: 180_000 });

const shell = new FobShell();
let server: Postgres;
const processes: FobProcess[] = [];
beforeAll(async () => {
  server = await Postgres.start();
});
afterAll(async () => {
  for (const one of processes) one.child.kill('SIGKILL');
  await server.close();
  await shell.close();
});

/** A fob that goes on while the test does. */
class FobProcess {
  readonly child: ChildProcess;
  said = '';
  printed = '';
  readonly #ended: Promise<unknown>;

  constructor(args: readonly string[]) {
    const env = shell.environment();
    this.child = spawn(process.execPath, [BIN, ...args], { env, stdio: 'pipe' });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.printed += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    this.#ended = once(this.child, 'close');
    processes.push(this);
  }

  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.#ended;
    return this.child.exitCode;
  }
}

const worker = (...more: readonly string[]): FobProcess =>
  new FobProcess(['bench', 'worker', '--queue', server.url, '--workers', '1', ...more]);

/** Looks again and again, for half a minute, until it holds. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (let looks = 0; looks < 600; looks++) {
    if (holds()) return;
    await sleep(50);
  }
  throw new Error(`it never came to this: ${what}`);
}

const CAMPAIGN = ['bench', 'campaign', '--seed', '7', '--runs', '100', '--json'];
const activeShares = (): number =>
  Number(server.run(`select count(*) from fobkit_queue.job where state = 'active'`));
const doneShares = (): number => Number(server.run('select count(*) from fobkit_campaign.share'));

/** Stands still while it holds a share. */
async function haltInMidShare({ child }: FobProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    child.kill('SIGSTOP');
    if (activeShares() === 1) return;
    child.kill('SIGCONT');
    await sleep(20);
  }
  throw new Error('the worker never held a share');
}

describe('a campaign over several machines', () => {
  it('the share of a worker that is killed is done by another, and the report is the same', async () => {
    const alone = await shell.run([...CAMPAIGN, '--workers', '1']);
    const campaign = new FobProcess([...CAMPAIGN, '--queue', server.url, '--workers', '0']);
    const first = worker();
    await until('the first worker has done a share', () => first.said.includes('20 runs done'));
    await haltInMidShare(first);
    first.child.kill('SIGKILL');
    await first.ended();
    // What it held is still its own, until it is missed.
    expect(activeShares()).toBe(1);
    expect(doneShares()).toBeLessThan(5);
    const second = worker();
    expect(await campaign.ended()).toBe(0);
    expect(campaign.printed).toBe(alone.stdout);
    expect(JSON.parse(campaign.printed)).toMatchObject({ runs: 100 });
    expect(second.said).toContain('20 runs done');
    second.child.kill('SIGTERM');
    expect(await second.ended()).toBe(143);
    // Nothing of it is left behind.
    expect(server.run('select count(*) from fobkit_campaign.job')).toBe('0');
    expect(server.run('select count(*) from fobkit_campaign.worker')).toBe('1');
  });

  it('threads of the campaign itself take part', async () => {
    const order = ['bench', 'campaign', '--seed', '9', '--runs', '40', '--json', '--workers', '1'];
    const alone = await shell.run(order);
    const shared = await shell.run([...order, '--queue', server.url]);
    expect(shared.status).toBe(0);
    expect(shared.stdout).toBe(alone.stdout);
  });

  it('a worker of another version is refused with 2', async () => {
    server.run(
      `insert into fobkit_campaign.job (id, tool, job_order)
       values ('6f1b5a38-0000-4000-8000-000000000009', 'fobkit 99.0.0', '{}')`,
    );
    const refused = worker();
    expect(await refused.ended()).toBe(2);
    expect(refused.said).toMatch(
      /fob: the campaign in the queue is of fobkit 99\.0\.0, and this worker is fobkit [^\n]+same version/,
    );
    server.run('delete from fobkit_campaign.job');
  });

  it('when the queue goes away campaign and worker end with 3, and say what to do', async () => {
    const order = ['bench', 'campaign', '--seed', '5', '--runs', '100000', '--json'];
    const campaign = new FobProcess([...order, '--queue', server.url, '--workers', '0']);
    const working = worker();
    await until('a share is done', () => working.said.includes('20 runs done'));
    await server.stop();
    for (const one of [campaign, working]) {
      expect(await one.ended()).toBe(3);
      expect(one.said).toMatch(
        /fob: the queue postgres:\/\/bench@127\.0\.0\.1:\d+\/postgres does not answer any more: [^\n]+ Start PostgreSQL again/,
      );
    }
    expect(JSON.parse(campaign.printed)).toMatchObject({ error: { code: 'queue-lost' } });
  });

  it('the password of the queue is never printed', () => {
    expect(processes.length).toBeGreaterThan(4);
    for (const { said, printed } of processes) {
      expect(said + printed).not.toContain(server.password);
      expect(said + printed).not.toContain(encodeURIComponent(server.password));
    }
  });
});
