import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostClock } from '@fobkit/client';
import { LiveClock, type LiveFob } from '@fobkit/emulator';
import { nodeClock, nodePrimitives } from '@fobkit/client/node';
import { Fob, findFobType } from '@fobkit/firmware-sim';
import { parseOtpauth } from '@fobkit/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import rfc4226 from '../../vectors/rfc4226.json' with { type: 'json' };
import { TICKS } from '../../support/raw-host.ts';
import { RFC_SECRET, RFC_URI } from './support/run-fob.ts';
import { runHere } from './support/run-here.ts';

const stand = await vi.hoisted(async () => {
  const { FobHid } = await import('@fobkit/firmware-sim/plug');
  return new FobHid();
});

/** Time that runs 20 times as fast, for host and token: a driver waits most of the time. */
vi.mock('../../../host/client/system-clock.ts', () => {
  const FASTER = 20;
  const start = Date.now();
  const now = (): number => performance.now() * FASTER;
  const systemClock: HostClock = {
    now,
    unixMs: () => start + now(),
    after(ms, run) {
      const timer = setTimeout(run, ms / FASTER);
      return () => {
        clearTimeout(timer);
      };
    },
  };
  return { systemClock };
});

vi.mock('node-hid', () => {
  const { HIDAsync, devices, devicesAsync } = stand;
  return { default: stand, HIDAsync, devices, devicesAsync };
});

const NODE = '/dev/hidraw7';
const DEVICE = `nitrokey:${NODE}`;
const CARD = '00005f11';

let folder: string;
let clock: LiveClock;
let live: LiveFob;
let node: ReturnType<typeof stand.attach>;

const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-nitrokey-'));
  vi.stubEnv('FOBKIT_STATE_HOME', join(folder, 'state'));
  writeFileSync(file('admin.pin'), '12345678\n');
  writeFileSync(file('wrong.pin'), '87654321\n');
  writeFileSync(file('totp.uri'), `${RFC_URI}&digits=8\n`);
  writeFileSync(file('hotp.uri'), `otpauth://hotp/x?secret=${RFC_SECRET}&counter=0\n`);
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  const profile = findFobType('nitrokey-pro');
  if (profile === undefined) throw new Error('there is no such fob type');
  clock = new LiveClock({ clock: nodeClock });
  live = clock.add(
    new Fob({
      profile,
      deviceId: Uint8Array.of(0xf0, 0xb1, 0, 0, 0, 0, 0x5f, 0x11),
      batchKey: new Uint8Array(32),
      worldTicks: Math.floor(nodeClock.unixMs() / 1000) * TICKS,
      seed: 1,
      crypto: nodePrimitives,
    }),
  );
  node = stand.attach(NODE, live);
});

afterEach(async () => {
  await node.close();
  clock.close();
});

async function json(...args: readonly string[]): Promise<unknown> {
  const { status, stdout, stderr } = await runHere([...args, '--json']);
  if (status !== 0) throw new Error(`fob ${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout);
}

async function load(slot: string, uri: string): Promise<void> {
  await json(
    ...['slots', 'write', slot, '--name', 'bank', '--uri', file(uri)],
    ...['--pin-file', file('admin.pin')],
  );
}

describe('a Nitrokey that is plugged in', () => {
  it('is listed as a token, with the number of its card', async () => {
    const entry = { kind: 'token', url: DEVICE, deviceId: CARD, model: 'Nitrokey Pro' };
    expect(await json('list')).toContainEqual(expect.objectContaining(entry));
    expect((await runHere(['list'])).stdout).toMatch(
      /^TOKEN +FIRMWARE +MODEL +ADDRESS\n00005f11 +0\.11 +Nitrokey Pro +nitrokey:\/dev\/hidraw7$/m,
    );
  });

  it('is listed anyway, and need not be named', async () => {
    const { status, stderr } = await runHere(['list', DEVICE]);
    expect(stderr).toContain('Nitrokeys that are plugged in are listed anyway');
    expect(status).toBe(2);
  });

  it('tells what it is, and how many tries its PINs have', async () => {
    expect(await json('info', '--device', 'nitrokey:5f11')).toMatchObject({
      deviceId: CARD,
      model: 'Nitrokey Pro',
      firmwareVersion: '0.11',
      userPinForCodes: false,
      tries: { user: 3, admin: 3 },
    });
    const { stdout } = await runHere(['info', '--device', 'nitrokey:']);
    expect(stdout).toMatch(/^slots +0 of 18 are loaded$/m);
  });

  it.each([
    ['status'],
    ['display'],
    ['selftest'],
    ['wink'],
    ['wipe --yes'],
    ['clock'],
    ['clock trim 2'],
    ['provision --serial S-1 --purpose test --seed-file -'],
  ])('does not do fob %s, and says what it does', async (line) => {
    const words = [...line.split(' '), '--device', DEVICE, '--json'];
    const { status, stdout, stderr } = await runHere(words, { stdin: '3132' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^fob: nitrokey:\/dev\/hidraw7: .*fob slots.*\n$/);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'capability' } });
  });

  it('that is not there ends with 3, and those that are there are told', async () => {
    const { status, stderr } = await runHere(['code', '--device', 'nitrokey:abcd']);
    expect(status).toBe(3);
    expect(stderr).toMatch(/no such Nitrokey\. There is: nitrokey:\/dev\/hidraw7 \(5f11\)/);
  });

  it.each(['nitrokey:xyz', 'nitrokey:#totp15'])('%s is no address', async (url) => {
    expect((await runHere(['code', '--device', url])).status).toBe(2);
  });
});

describe('fob slots', () => {
  it('loads a slot from an otpauth: URI and lists it', async () => {
    await load('totp3', 'totp.uri');
    const slots = await json('slots', 'list');
    expect(slots).toHaveLength(18);
    const entry = { slot: 'totp3', mode: 'totp', loaded: true, name: 'bank', digits: 8 };
    expect(slots).toContainEqual({ ...entry, step: 30, counter: null });
    const { stdout, stderr } = await runHere(['slots']);
    expect(stdout).toMatch(/^SLOT .*\ntotp3 +TOTP +bank +8 +30 s\n$/);
    expect(stderr).toBe('17 of 18 slots of Nitrokey Pro 00005f11 are empty.\n');
  });

  it('loads a slot from a seed in a file, and one that it draws', async () => {
    const pin = ['--pin-file', file('admin.pin')];
    const seed = ['slots', 'write', 'hotp1', '--name', 'door', '--seed-file', '-'];
    const counter = ['--counter', '5', ...pin];
    const { stdout } = await runHere([...seed, ...counter], { stdin: RFC_SECRET });
    expect(stdout).toMatch(/^Slot hotp1 of Nitrokey Pro 00005f11 is loaded: HOTP .*counter 5\.\n$/);
    expect((await runHere(['code', '-d', `${DEVICE}#hotp1`])).stdout).toBe('254676\n');
    const out = file('drawn.uri');
    const drawn = ['slots', 'write', 'totp0', '--name', 'x', '--generate', '--out', out, ...pin];
    expect((await runHere(drawn)).status).toBe(0);
    expect(parseOtpauth(readFileSync(out, 'utf8').trim()).parameters.mode).toBe('totp');
  });

  it('does not write over a slot that is loaded, unless it is told to', async () => {
    await load('hotp0', 'hotp.uri');
    const words = ['slots', 'write', 'hotp0', '--name', 'new', '--uri', file('hotp.uri')];
    const again = [...words, '--pin-file', file('admin.pin')];
    const { status, stderr } = await runHere(again);
    expect(status).toBe(1);
    expect(stderr).toContain('--replace');
    expect((await runHere([...again, '--replace'])).status).toBe(0);
    const entry = { slot: 'hotp0', name: 'new' };
    expect(await json('slots')).toContainEqual(expect.objectContaining(entry));
  });

  it('tells how many tries a wrong PIN leaves', async () => {
    const words = ['slots', 'write', 'totp0', '--name', 'x', '--uri', file('totp.uri')];
    const { status, stdout } = await runHere([...words, '--pin-file', file('wrong.pin'), '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'wrong-password',
        message: expect.stringContaining('2 tries are left') as string,
      },
    });
  });

  it('erases a slot once somebody says so', async () => {
    await load('totp0', 'totp.uri');
    const words = ['slots', 'erase', 'totp0', '--pin-file', file('admin.pin')];
    expect(await runHere(words)).toMatchObject({ status: 2 });
    expect(await runHere(words, { typed: ['n\n'] })).toMatchObject({ status: 1 });
    expect(await runHere(words, { typed: ['y\n'] })).toMatchObject({ status: 0 });
    const entry = { slot: 'totp0', loaded: false };
    expect(await json('slots')).toContainEqual(expect.objectContaining(entry));
  });

  it.each([
    ['a seed of another hash', 'totp0', `${RFC_URI}&algorithm=SHA256`, /SHA1, not of SHA256/],
    ['a seed of the other kind', 'hotp0', RFC_URI, /hotp0 is no slot for totp codes/],
    ['digits that it has not', 'totp0', `${RFC_URI}&digits=7`, /6 or 8 digits, not of 7/],
    ['a slot that it has not', 'totp15', RFC_URI, /totp0 to totp14/],
  ])('refuses %s', async (_, slot, uri, why) => {
    const words = ['slots', 'write', slot, '--name', 'x', '--uri', '-'];
    const pin = ['--pin-file', file('admin.pin')];
    const { status, stderr } = await runHere([...words, ...pin], { stdin: uri });
    expect(stderr).toMatch(why);
    expect(status).toBe(2);
  });

  it('does not take PIN and seed from one stream', async () => {
    const words = ['slots', 'write', 'totp0', '--name', 'x', '--uri', '-', '--pin-file', '-'];
    const { status, stderr } = await runHere(words, { stdin: RFC_URI });
    expect(stderr).toContain('cannot both come on standard input');
    expect(status).toBe(2);
  });

  it('is for tokens that have slots', async () => {
    const { status, stderr } = await runHere(['slots', '--device', 'person:']);
    expect(stderr).toBe('fob: person: this device cannot do slots\n');
    expect(status).toBe(1);
  });
});

describe('codes of a Nitrokey', () => {
  it('are read from the slot that is named', async () => {
    await load('hotp2', 'hotp.uri');
    const codes: unknown[] = [];
    for (let n = 0; n < 3; n++) codes.push(await json('code', '--device', `${DEVICE}#hotp2`));
    expect(codes).toEqual(
      rfc4226.codes_by_counter.slice(0, 3).map((code, counter) => ({
        deviceId: CARD,
        serial: null,
        code,
        unixTime: null,
        step: null,
        mode: 'hotp',
        counter,
        secondsLeft: null,
      })),
    );
  });

  it('are those of the host’s time, and verify', async () => {
    await load('totp14', 'totp.uri');
    const { status, stdout, stderr } = await runHere(['code', '-d', 'nitrokey:']);
    expect(stderr).toMatch(/^Nitrokey Pro 00005f11, 20\d\d-.* UTC, \d+ s left\n$/);
    expect(status).toBe(0);
    const words = ['verify', stdout.trim(), '--uri', file('totp.uri'), '--window', '9'];
    expect((await runHere(words)).status).toBe(0);
  });

  it('are read by fob verify itself when none is given', async () => {
    await load('totp14', 'totp.uri');
    const words = ['--uri', file('totp.uri'), '--device', 'nitrokey:#totp14', '--window', '9'];
    expect(await json('verify', ...words)).toMatchObject({ valid: true, step: 30 });
  });

  it('want the slot where several are loaded', async () => {
    await load('totp0', 'totp.uri');
    await load('hotp0', 'hotp.uri');
    const { status, stderr } = await runHere(['code', '--device', DEVICE]);
    expect(stderr).toContain('hotp0, totp0');
    expect(status).toBe(2);
  });

  it('are not watched', async () => {
    const { status } = await runHere(['code', '--watch', '--device', DEVICE]);
    expect(status).toBe(2);
  });

  it('of a host whose clock is behind are refused until the time is forced', async () => {
    await load('totp0', 'totp.uri');
    const ahead = ['clock', 'set', '--device', DEVICE, '--at', '2100-01-01T00:00:00Z'];
    expect((await runHere(ahead)).stdout).toBe(
      'Nitrokey Pro 00005f11 takes it for 2100-01-01 00:00:00 UTC.\n',
    );
    const refused = await runHere(['code', '--device', DEVICE, '--json']);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'timestamp-warning' } });
    expect(refused.status).toBe(1);
    await json('clock', 'set', '--force', '--device', DEVICE);
    expect((await runHere(['code', '--device', DEVICE])).status).toBe(0);
  });
});
