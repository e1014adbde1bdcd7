import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Postgres } from '../../../support/postgres.ts';
import { BIN, FobShell } from '../support/run-fob.ts';

const shell = new FobShell();
let server: Postgres;
beforeAll(async () => {
  server = await Postgres.start();
});
afterAll(async () => {
  await server.close();
  await shell.close();
});

it('a fleet whose parts are done by a worker on the queue comes to the same result', async () => {
  const run = 'fleet run example:manual-1303 --fobs 9000 --days 60 --json'.split(' ');
  const args = [BIN, 'fleet', 'worker', '--queue', server.url, '--json', '--workers', '1'];
  const worker = spawn(process.execPath, args, {
    env: shell.environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let told = '';
  worker.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
  const ended = once(worker, 'close');
  // It is there before there is anything to do.
  await once(worker.stdout, 'data');
  try {
    const shared = await shell.run([...run, '--queue', server.url, '--workers', '0']);
    const alone = await shell.run([...run, '--workers', '1']);
    expect(shared.status).toBe(0);
    expect(shared.stdout).toBe(alone.stdout);
    expect(server.run('select count(*) from fobkit_fleet.job')).toBe('0');
  } finally {
    worker.kill('SIGTERM');
    await ended;
  }
  const events = told
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const done = events.filter(({ event }) => event === 'done');
  expect(done.map(({ part, parts, fobs }) => [part, parts, fobs]).toSorted()).toEqual([
    [1, 3, 4096],
    [2, 3, 4096],
    [3, 3, 808],
  ]);
  expect(events[0]).toEqual({ event: 'waits' });
  expect(events.at(-1)).toEqual({ event: 'ended', done: 3 });
});
