import { chmodSync, existsSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, StationHere } from './support/station-here.ts';

let here: StationHere;
beforeEach(() => {
  here = new StationHere();
});
afterEach(() => {
  here.close();
});

const STATION = 'state/station/station.json';

describe('init', () => {
  it('makes what only this user reads, and remembers no secret', async () => {
    expect(await here.init()).toMatchObject({ status: 0, stderr: '' });
    for (const name of ['registry.db', 'vault.key', 'session', 'station.json']) {
      expect(statSync(here.path(`state/station/${name}`)).mode & 0o077, name).toBe(0);
    }
    const remembered = here.read(STATION);
    expect(JSON.parse(remembered)).toMatchObject({ station: 'line-1', version: 1 });
    expect(remembered).not.toContain(here.read('state/station/vault.key').trim());
    expect(remembered).not.toContain(PASSWORD);
  });

  it('is there once for a user', async () => {
    await here.init();
    const again = await here.init();
    expect(again).toMatchObject({ status: 2 });
    expect(again.stderr).toContain('a station already');
  });

  it('wants a supervisor for a new registry', async () => {
    const ended = await here.run(['init']);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain('--supervisor');
  });

  it('refuses a password in the address of a registry, and does not repeat it', async () => {
    const ended = await here.init('--registry', 'postgres://station:hunter2@db/fobkit');
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain('PGPASSWORD');
    expect(ended.stderr).not.toContain('hunter2');
  });

  it('so does a restore, whose address is remembered with --use', async () => {
    await here.init();
    const to = ['--to', 'postgres://station:hunter2@db/fobkit', '--by', 'sato', '--use'];
    const ended = await here.run(['restore', here.path('backup'), ...to]);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain('PGPASSWORD');
    expect(ended.stderr).not.toContain('hunter2');
    expect(here.read(STATION)).not.toContain('hunter2');
  });

  it('a second station joins with the key, and its operators sign in', async () => {
    await here.init('--registry', here.path('r.db'), '--key-file', here.path('r.key'));
    const other = new StationHere();
    const registry = ['--registry', here.path('r.db'), '--key-file', here.path('r.key')];
    expect(await other.run(['init', '--name', 'line-2', ...registry])).toMatchObject({ status: 0 });
    const password = other.file('sato.txt', `${PASSWORD}\n`);
    const signedIn = await other.json('sign-in', 'sato', '--password-file', password);
    expect(signedIn).toMatchObject({ operator: 'sato', role: 'supervisor' });
    other.close();
  });

  it('a wrong key file is told, and stays', async () => {
    await here.init('--registry', here.path('r.db'), '--key-file', here.path('r.key'));
    const other = new StationHere();
    const key = other.file('other.key', '5a'.repeat(32));
    chmodSync(key, 0o600);
    const ended = await other.run(['init', '--registry', here.path('r.db'), '--key-file', key]);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain('does not open with this key file');
    expect(existsSync(key)).toBe(true);
    expect(await other.run(['lot', 'list'])).toMatchObject({ status: 2 });
    other.close();
  });

  it.each([
    ['no key is named', []],
    ['the key that is named is not there', ['--key-file', 'other.key']],
  ])('makes no key for a registry that has one: %s', async (_, [option, name]) => {
    await here.init('--registry', here.path('r.db'), '--key-file', here.path('r.key'));
    const other = new StationHere();
    const key = other.path(name ?? 'state/station/vault.key');
    const named = option === undefined ? [] : [option, key];
    const ended = await other.run(['init', '--registry', here.path('r.db'), ...named, '--json']);
    expect(ended).toMatchObject({ status: 2 });
    expect(JSON.parse(ended.stdout)).toMatchObject({
      error: { code: 'vault-key', message: expect.stringContaining('--key-file') as unknown },
    });
    expect(existsSync(key)).toBe(false);
    expect(await other.run(['lot', 'list'])).toMatchObject({ status: 2 });
    other.close();
  });

  it.each([
    ['without a supervisor', ['--name', 'line-1']],
    ['by a name that is none', ['--name', 'line 1', '--supervisor', 'sato']],
    ['with a supervisor whose name is none', ['--supervisor', ' sato']],
    ['with a password that is none', ['--supervisor', 'sato'], 'short\n'],
    ['where there is no folder', ['--supervisor', 'sato', '--registry', 'nowhere/r.db']],
  ])('what is refused leaves nothing behind: %s', async (_, args, password = `${PASSWORD}\n`) => {
    const file = here.file('password.txt', password);
    const named = args.map((arg) => (arg.startsWith('nowhere') ? here.path(arg) : arg));
    const ended = await here.run(['init', ...named, '--password-file', file]);
    expect(ended.status).not.toBe(0);
    for (const name of ['vault.key', 'registry.db', 'session', 'station.json']) {
      expect(existsSync(here.path(`state/station/${name}`)), name).toBe(false);
    }
  });

  it('a key file is not taken for the key of a registry that opens with a passphrase', async () => {
    const passphrase = here.file('pass', 'correct battery staple\n');
    const registry = ['--registry', here.path('r.db')];
    await here.init(...registry, '--passphrase-file', passphrase);
    const other = new StationHere();
    const ended = await other.run(['init', '--name', 'line-2', ...registry]);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain('--passphrase');
    expect(existsSync(other.path('state/station/vault.key'))).toBe(false);
    other.close();
  });

  it('a passphrase opens the registry, and only that one', async () => {
    const passphrase = here.file('pass', 'correct battery staple\n');
    expect(await here.init('--passphrase-file', passphrase)).toMatchObject({ status: 0 });
    expect(await here.run(['lot', 'list'])).toMatchObject({ status: 0 });
    here.file('pass', 'another one\n');
    const ended = await here.run(['lot', 'list', '--json']);
    expect(ended).toMatchObject({ status: 2 });
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'vault-key' } });
  });
});

describe('the file that remembers the station', () => {
  it('is missing until init', async () => {
    const ended = await here.run(['lot', 'list', '--json']);
    expect(ended).toMatchObject({ status: 2 });
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'no-station' } });
  });

  it.each([
    ['{', 'is not JSON'],
    ['{"version":2}', 'version'],
    ['{"version":1,"station":"line-1","registry":"r.db","vault":{"kind":"none"}}', 'vault.kind'],
  ])('%s is told with its place', async (text, what) => {
    await here.init();
    here.file(STATION, text);
    const ended = await here.run(['lot', 'list']);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain(what);
  });
});

describe('operators', () => {
  it('may do what their role is for', async () => {
    await here.init();
    const password = here.file('tanaka.txt', 'battery staple\n');
    await here.run(['operator', 'add', 'tanaka', '--password-file', password]);
    await here.run(['sign-in', 'tanaka', '--password-file', password]);
    const plan = ['--purpose', 'test', '--profile', 'generic', '--serial-prefix', 'T'];
    const ended = await here.run(['lot', 'create', 'a', '--count', '1', ...plan]);
    expect(ended).toMatchObject({ status: 1 });
    expect(ended.stderr).toContain('supervisor');
  });

  it('who is signed out does nothing', async () => {
    await here.init();
    expect(await here.run(['sign-out'])).toMatchObject({ status: 0, stdout: 'Signed out.\n' });
    const ended = await here.run(['backup', here.path('b'), '--json']);
    expect(ended).toMatchObject({ status: 1 });
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'signed-out' } });
  });

  it('a session that others may read is not used', async () => {
    await here.init();
    chmodSync(here.path('state/station/session'), 0o644);
    const ended = await here.run(['backup', here.path('b')]);
    expect(ended).toMatchObject({ status: 1 });
    expect(ended.stderr).toContain('others may read it');
  });

  it('the password is asked for twice, and nothing of it is shown', async () => {
    await here.init();
    const typed = ['battery staple\r', 'battery staple\r'];
    const ended = await here.run(['operator', 'add', 'tanaka'], { typed });
    expect(ended).toMatchObject({ status: 0 });
    expect(here.said).not.toContain('battery');
    const other = ['battery staple\r', 'battery stapler\r'];
    expect(await here.run(['operator', 'add', 'suzuki'], { typed: other })).toMatchObject({
      status: 2,
    });
  });
});
