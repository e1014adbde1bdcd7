import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Postgres } from '../../../support/postgres.ts';
import { PASSWORD, StationHere } from './support/station-here.ts';

// Two stations, each with a state folder of its own, on one PostgreSQL database.

vi.setConfig({ testTimeout: 60_000 });

let server: Postgres;
let here: StationHere;
beforeAll(async () => {
  server = await Postgres.start();
  here = new StationHere();
});
afterAll(async () => {
  here.close();
  await server.close();
});

it('stations share lots, operators and an audit, each with a chain of its own', async () => {
  const url = new URL(server.url);
  vi.stubEnv('PGPASSWORD', decodeURIComponent(url.password));
  url.password = '';
  const shared = ['--registry', url.href, '--key-file', here.path('registry.key')];
  expect(await here.init(...shared)).toMatchObject({ status: 0, stderr: '' });
  const plan = ['--purpose', 'test', '--profile', 'generic', '--serials', 'P-{0001..0004}'];
  await here.json('lot', 'create', 'shared', ...plan);

  vi.stubEnv('FOBKIT_STATE_HOME', here.path('line-2'));
  await here.json('init', '--name', 'line-2', ...shared);
  const password = here.file('password', `${PASSWORD}\n`);
  await here.json('sign-in', 'sato', '--password-file', password);
  await here.json('lot', 'pause', 'shared', '--reason', 'tea');

  vi.stubEnv('FOBKIT_STATE_HOME', here.path('state'));
  expect(await here.json('lot', 'status', 'shared')).toMatchObject({ state: 'paused' });
  const audit = await here.json<{ chains: readonly { station: string }[] }>('audit');
  expect(audit).toMatchObject({ ok: true });
  expect(audit.chains.map(({ station }) => station).sort()).toEqual(['line-1', 'line-2']);
});

it('a server that is gone is told as that', async () => {
  await server.close();
  const ended = await here.run(['lot', 'list', '--json']);
  expect(ended).toMatchObject({ status: 3 });
  expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'registry-gone' } });
  expect(ended.stderr).not.toContain('at ');
});
