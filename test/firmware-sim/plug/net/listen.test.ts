import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { listen, type Place, shut } from '../../../../firmware-sim/plug/net/listen.ts';

const servers: Server[] = [];
const folders: string[] = [];

async function open(place: Place): Promise<string> {
  const server = createServer();
  const where = await listen(server, place);
  servers.push(server);
  return where;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'fobkit-'));
  folders.push(made);
  return made;
}

afterEach(async () => {
  for (const server of servers.splice(0)) await shut(server);
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

describe('listen', () => {
  it('tells where', async () => {
    expect(await open({})).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
    expect(await open({ host: '::1' })).toMatch(/^\[::1\]:[1-9]\d*$/);
    const path = join(folder(), 'socket');
    expect(await open({ path })).toBe(path);
  });

  it('rejects when the place is taken', async () => {
    const port = Number((await open({})).split(':')[1]);
    await expect(open({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const path = join(folder(), 'socket');
    await open({ path });
    await expect(open({ path })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('replaces a Unix socket that a killed process left', async () => {
    const path = join(folder(), 'socket');
    const script = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    expect(() => execFileSync(process.execPath, ['-e', script, path])).toThrow('SIGKILL');
    expect(existsSync(path)).toBe(true);
    expect(await open({ path })).toBe(path);
  });

  it('leaves a file alone that is no socket', async () => {
    const path = join(folder(), 'file');
    writeFileSync(path, 'mine');
    await expect(open({ path })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(existsSync(path)).toBe(true);
  });
});
