import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPtyLibrary } from '../../../firmware-sim/plug/pty-libc.ts';
import { serialLink } from '../../../host/client/node/serial-link.ts';
import { FakeFob, leavesInMidCommand, otherVersion } from './support/fake-fob.ts';
import { BIN, type Ended, FobShell, RFC_URI, type Up } from './support/run-fob.ts';

const shell = new FobShell();
let up: Up;
let device: string;
beforeAll(async () => {
  up = await shell.json<Up>(['sim', 'up']);
  device = up.links[0] ?? '';
});
afterAll(() => shell.close());

/** One clear line, and no place in the code. */
function expectOneLine({ stderr }: Ended): void {
  expect(stderr).toMatch(/^fob: [^\n]+\n$/);
  expect(stderr).not.toMatch(/\bat .*\.(ts|js):\d/);
}

async function expectStatus(
  status: number,
  args: readonly string[],
  says: RegExp,
  stdin = '',
): Promise<void> {
  const ended = await shell.run(args, { stdin });
  expectOneLine(ended);
  expect(ended.stderr).toMatch(says);
  expect(ended.status).toBe(status);
}

describe('exit code 1: the fob or a check said no', () => {
  it('a blank fob has no code', () =>
    expectStatus(
      1,
      ['code', '-d', device],
      /has no code: it is blank; load it with fob provision/,
    ));

  it('a profile that cannot is told by name', async () => {
    const sid = await shell.json<Up>(['sim', 'up', '--profile', 'sid700']);
    const words = ['provision', '-d', sid.links[0] ?? '', '--serial', '000000000', '--purpose'];
    const uri = `${RFC_URI}&period=30&digits=4`;
    await expectStatus(
      1,
      [...words, 'test', '--uri', '-', '--json'],
      /sid700 has no 4 digits/,
      uri,
    );
    await shell.run(['sim', 'down', '--id', sid.deviceId]);
  });

  it('a code that fits nowhere', () =>
    expectStatus(1, ['verify', '000000', '--uri', '-', '--at', '59'], /fits no step/, RFC_URI));
});

describe('exit code 2: wrong use or wrong input', () => {
  it.each([
    ['an unknown command', ['nonsense'], /unknown command 'nonsense'/],
    ['an unknown option', ['info', '--nonsense'], /unknown option '--nonsense'/],
    ['a command of the group sim', ['press'], /'press'; did you mean fob sim press\?$/m],
    ['a command nearly right', ['inof'], /'inof'; did you mean info\?$/m],
    ['an option nearly right', ['info', '--jsn'], /'--jsn'; did you mean --json\?$/m],
    ['a missing argument', ['sim', 'advance'], /missing required argument 'duration'/],
    ['a wrong argument', ['sim', 'advance', 'soon'], /A duration is written/],
    ['a wrong device URL', ['info', '-d', '/dev/ttyACM0'], /did you mean serial:\/dev\/ttyACM0/],
    ['an unknown fob type', ['sim', 'up', '-p', 'nonsense'], /there is no profile nonsense/],
    ['an unknown fault', ['sim', 'fault', 'nonsense'], /no kind of fault is called "nonsense"/],
    ['a file that is not there', ['verify', '1', '--uri', 'nowhere.uri'], /there is no such file/],
    ['a wipe that nobody confirms', ['wipe'], /--yes/],
    [
      'two ways to say a key',
      ['wipe', '-y', '--key-file', 'a', '--batch-key-file', 'b'],
      /exclude/,
    ],
  ])('%s', (_, args, says) => expectStatus(2, args, says));

  it.each([
    ['verify', '1', '--uri', '/proc/self/mem'],
    ['verify', '1', '--uri', `/${'x'.repeat(300)}`],
    ['sim', 'up', '--profile-file', '/proc/self/mem'],
    ['sim', 'snapshot', `/${'x'.repeat(300)}`],
  ])('a path of which the operating system says something rare: %s %s', (...args) =>
    expectStatus(2, args, /cannot be (read|written) \(/),
  );

  it('a file for a generated seed that is there already tells how to go on', async () => {
    const file = join(shell.folder, 'there.uri');
    writeFileSync(file, RFC_URI);
    const words = ['provision', '--serial', 'S', '--purpose', 'test', '--generate', '--out', file];
    await expectStatus(2, words, new RegExp(`--uri ${file} instead of --generate`));
    expect(readFileSync(file, 'utf8')).toBe(RFC_URI);
  });

  it('an otpauth: URI that is none', () =>
    expectStatus(2, ['verify', '123456', '--uri', '-'], /not otpauth:/, 'https://example.org'));

  it('a group without its subcommand shows its help', async () => {
    const { status, stdout, stderr } = await shell.run(['sim']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: fob sim');
  });
});

describe('exit code 3: no fob, no permission, lost in mid-command', () => {
  it.each([
    ['a path that is not there', 'serial:/dev/ttyACM99', /there is no such port/],
    ['a path that is no port', 'serial:/dev/null', /not even a serial port/],
    ['nobody on that TCP port', 'tcp:127.0.0.1:9', /nothing listens there/],
    ['an emulated fob that is not up', 'sim:0000000000000000', /no emulated fob 0{16} is up/],
  ])('%s', (_, url, says) => expectStatus(3, ['info', '-d', url], says));

  it.each([
    ['below a file', '/etc/passwd'],
    ['where no folder can be made', '/proc/nope'],
  ])('a state folder %s', async (_, folder) => {
    const env = { FOBKIT_STATE_HOME: folder };
    for (const args of [['sim', 'up'], ['sim', 'list'], ['sim', 'down', '--all'], ['info']]) {
      const ended = await shell.run(args, { env });
      expectOneLine(ended);
      expect(ended.stderr).toContain(`the state folder ${folder} cannot be used`);
      expect([ended.status, ended.stdout]).toEqual([3, '']);
    }
    const { status, stdout } = await shell.run(['doctor'], { env });
    expect(status).toBe(1);
    expect(stdout).toContain(`the state folder ${folder} cannot be used`);
  });

  it('a terminal that nobody answers', async () => {
    const library = await loadPtyLibrary();
    const { path } = library.open();
    await expectStatus(3, ['info', '-d', `serial:${path}`], /nothing there answers/);
  });

  it('a port in use', async () => {
    const connection = await serialLink({ path: device.replace('serial:', '') }).open();
    await expectStatus(3, ['info', '-d', device], /another program has it open/);
    await connection.close();
  });

  it('a TCP port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expectStatus(3, ['sim', 'up', '--tcp', `:${String(port)}`], /address already in use/);
    server.close();
  });

  it('a fob that leaves in mid-command', async () => {
    const fake = await FakeFob.start(leavesInMidCommand);
    await expectStatus(3, ['status', '-d', fake.url], /the fob left while GetStatus was under way/);
    fake.close();
  });

  it('an unplugged fob', async () => {
    const { deviceId } = up;
    let told: readonly Ended[] = [];
    // The number of a pseudo-terminal that was closed is anybody's: others may have taken it.
    for (let tries = 0, taken = true; taken && tries < 5; tries++) {
      await shell.run(['sim', 'unplug', '--id', deviceId]);
      told = [await shell.run(['info', '-d', device]), await shell.run(['info'])];
      taken = existsSync(device.replace('serial:', ''));
      const { links } = await shell.json<Up>(['sim', 'replug', '--id', deviceId]);
      device = links[0] ?? '';
    }
    for (const ended of told) expectOneLine(ended);
    expect(told.map(({ status }) => status)).toEqual([3, 3]);
    expect(told[0]?.stderr).toMatch(/no such port/);
    expect(told[1]?.stderr).toMatch(new RegExp(`no such port.*fob sim replug --id ${deviceId}`));
    expect((await shell.run(['info', '-d', device])).status).toBe(0);
  });

  it('several fobs, none of them named', async () => {
    const other = await shell.json<Up>(['sim', 'up']);
    await expectStatus(3, ['info'], /2 fobs are at hand; say which with --device: serial:/);
    await expectStatus(3, ['sim', 'press'], /2 emulated fobs are up; say which with --id/);
    await shell.run(['sim', 'down', '--id', other.deviceId]);
  });
});

describe.runIf(existsSync('/dev/full'))('output that cannot be written', () => {
  it.each(['profiles --json', '--help', '--version', 'nonsense --json'])('fob %s', (line) => {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `"$0" "$1" ${line} > /dev/full`, process.execPath, BIN],
      {
        env: shell.environment(),
        encoding: 'utf8',
      },
    );
    expect(stderr).toMatch(/fob: the output cannot be written \(ENOSPC\)/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(line.startsWith('nonsense') ? 2 : 3);
  });

  it('to a reader who left is no failure', () => {
    const line = `"$0" "$1" profiles --json | true; exit "\${PIPESTATUS[0]}"`;
    const { status, stderr } = spawnSync('bash', ['-c', line, process.execPath, BIN], {
      env: shell.environment(),
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe('exit code 4: another version of the protocol', () => {
  it('is told with both versions', async () => {
    const fake = await FakeFob.start(otherVersion(2));
    await expectStatus(4, ['info', '-d', fake.url], /speaks protocol version 2, this host 1/);
    fake.close();
  });
});

describe('with --json', () => {
  it('an error is an object on standard output, and the same line on standard error', async () => {
    const ended = await shell.run(['info', '-d', 'serial:/dev/null', '--json']);
    const { error } = JSON.parse(ended.stdout) as { error: { code: string; message: string } };
    expect(error.code).toBe('not-a-fob');
    expect(ended.stderr).toBe(`fob: ${error.message}\n`);
    expect(ended.status).toBe(3);
  });
});
