import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FobDevice, LinkLostError } from '@fobkit/client';
import { linkTo, nodeEnv } from '@fobkit/client/node';
import { toHex } from '@fobkit/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ControlClient } from '../../../host/emulator/control-client.ts';
import { LaunchError, SimGoneError } from '../../../host/emulator/control-error.ts';
import { type LaunchOptions, launchSim } from '../../../host/emulator/launch.ts';
import { endSilentSim } from '../../../host/emulator/end-silent-sim.ts';
import { clearAway, listSims, surveySims, takeCensus } from '../../../host/emulator/list-sims.ts';
import { readRecords, type SimRecord, writeRecord } from '../../../host/emulator/sim-record.ts';
import { type StateFolder, stateFolderAt } from '../../../host/emulator/state-folder.ts';

let state: StateFolder;
const pids = new Set<number>();

async function launch(options: LaunchOptions = {}): Promise<readonly SimRecord[]> {
  const records = await launchSim({ ...options, state });
  for (const { pid } of records) pids.add(pid);
  return records;
}

async function launchOne(options: LaunchOptions = {}): Promise<[SimRecord, ControlClient]> {
  const [record] = await launch(options);
  if (record === undefined) throw new Error('no record');
  return [record, ControlClient.ofRecord(record)];
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Resolves when the process is no more. */
async function ended(pid: number): Promise<void> {
  while (isRunning(pid)) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** What the folder holds of fobs that are or were up. */
function leftovers(): string[] {
  return [...readdirSync(state.sims), ...readdirSync(state.terminals)];
}

async function deviceIdAt(url: string): Promise<string> {
  const device = await FobDevice.connect(linkTo(url), nodeEnv);
  await device.close();
  return toHex(device.deviceId);
}

const NONE = { up: [], failed: [], silent: [], stale: [] };

/** A daemon that throws where nobody catches when it gets SIGUSR2. */
async function launchCrashing(): Promise<[SimRecord, ControlClient]> {
  const crash = "process.on('SIGUSR2', () => { throw new Error('the evidence') })";
  process.env['NODE_OPTIONS'] = `--import=data:text/javascript,${encodeURIComponent(crash)}`;
  try {
    return await launchOne();
  } finally {
    delete process.env['NODE_OPTIONS'];
  }
}

beforeEach(() => {
  state = stateFolderAt(mkdtempSync(join(tmpdir(), 'fobkit-launch-')));
});

afterEach(async () => {
  for (const pid of pids) {
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
    await ended(pid);
  }
  pids.clear();
  rmSync(state.path, { recursive: true });
});

describe.skipIf(process.platform === 'win32')('launchSim', () => {
  it('resolves when the fob answers on its pty', async () => {
    const [record] = await launchOne();
    expect(record.links[0]).toMatch(/^serial:\/dev\//);
    expect(await deviceIdAt(record.links[0] ?? '')).toBe(record.deviceId);
  });

  it('brings up several fobs, each with its own addresses', async () => {
    const records = await launch({ count: 3, plugs: [{ kind: 'pty' }, { kind: 'tcp' }] });
    const links = records.flatMap((record) => record.links);
    expect(new Set(links).size).toBe(6);
    for (const record of records) {
      for (const link of record.links) expect(await deviceIdAt(link)).toBe(record.deviceId);
    }
    expect(new Set(records.map((record) => record.pid)).size).toBe(1);
  });

  it('takes the profile, the device id and the world time that it is given', async () => {
    const deviceId = 'feedfacecafef00d';
    const [record, control] = await launchOne({
      profile: 'sid700',
      deviceIds: [deviceId],
      unixTime: 2_000_000_000,
      frozen: true,
      plugs: [],
    });
    expect(record).toMatchObject({ deviceId, profile: 'sid700', links: [] });
    const { worldTicks } = await control.fob(deviceId).status();
    expect(worldTicks).toBe(2_000_000_000 * 32_768);
  });

  it('keeps its record and its token for this user alone', async () => {
    const [record] = await launchOne({ plugs: [] });
    expect(readRecords(state)).toEqual([record]);
    expect(statSync(record.tokenFile).mode & 0o777).toBe(0o600);
    const token = readFileSync(record.tokenFile, 'utf8').trim();
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(record)).not.toContain(token);
  });

  it('tells what the process said when it does not come up', async () => {
    const launching = launch({ profile: 'no-such' });
    await expect(launching).rejects.toThrow(LaunchError);
    await expect(launching).rejects.toThrow(/no profile no-such/);
    expect(leftovers()).toEqual([]);
  });

  it('tells that a TCP port is taken and leaves nothing behind', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const plugs = [{ kind: 'pty' as const }, { kind: 'tcp' as const, port }];
    await expect(launch({ plugs })).rejects.toThrow('EADDRINUSE');
    expect(leftovers()).toEqual([]);
    server.close();
  });
});

describe.skipIf(process.platform === 'win32')('a launched fob', () => {
  it('takes everything away when it is shut down', async () => {
    const [record, control] = await launchOne();
    await control.shutdown();
    await ended(record.pid);
    expect(leftovers()).toEqual([]);
    expect(existsSync((record.links[0] ?? '').slice('serial:'.length))).toBe(false);
    await expect(control.fobs()).rejects.toThrow(SimGoneError);
    expect(() => ControlClient.ofRecord(record)).toThrow(SimGoneError);
  });

  it('takes everything away on SIGTERM', async () => {
    const [record] = await launchOne();
    process.kill(record.pid, 'SIGTERM');
    await ended(record.pid);
    expect(leftovers()).toEqual([]);
  });

  it('that was killed leaves a stale record without a log until it is cleared away', async () => {
    const [dead] = await launchOne();
    const [alive] = await launchOne({ plugs: [] });
    process.kill(dead.pid, 'SIGKILL');
    await ended(dead.pid);
    expect(await takeCensus(state)).toEqual({ ...NONE, up: [alive], stale: [dead] });
    expect(await listSims(state)).toEqual([alive]);
    const { logFile: _, ...mute } = dead;
    const census = await surveySims(state);
    expect(census).toEqual({ ...NONE, up: [alive], stale: [mute] });
    expect(existsSync(dead.tokenFile)).toBe(false);
    clearAway(state, census, census.stale);
    expect(readRecords(state)).toEqual([alive]);
    expect(leftovers().some((name) => name.includes(dead.deviceId))).toBe(false);
  });

  it('that does not answer keeps its files and is told from one that is gone', async () => {
    const [record, control] = await launchOne();
    process.kill(record.pid, 'SIGSTOP');
    const before = leftovers();
    expect(await surveySims(state)).toEqual({ ...NONE, silent: [record] });
    expect(leftovers()).toEqual(before);
    process.kill(record.pid, 'SIGCONT');
    expect(await listSims(state)).toEqual([record]);
    expect(await control.fobs()).toHaveLength(1);
  });

  it('that does not answer is ended by its pid', async () => {
    const [record] = await launchOne();
    process.kill(record.pid, 'SIGSTOP');
    expect(await endSilentSim([record], { state })).toBe(true);
    await ended(record.pid);
    expect(leftovers()).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('whose pid another process has now is gone', async () => {
    const [alive] = await launchOne({ plugs: [] });
    process.kill(alive.pid, 'SIGSTOP');
    const before = { ...alive, deviceId: '00000000000000aa', processStart: '1' };
    writeRecord(state, before);
    expect((await takeCensus(state)).stale).toEqual([before]);
    expect(await endSilentSim([before], { state })).toBe(true);
    expect(isRunning(alive.pid)).toBe(true);
    process.kill(alive.pid, 'SIGCONT');
  });

  it('that crashed leaves its record and its log, which says why', async () => {
    const [record, control] = await launchCrashing();
    process.kill(record.pid, 'SIGUSR2');
    await ended(record.pid);
    expect(await surveySims(state)).toEqual({ ...NONE, stale: [record] });
    expect(readFileSync(record.logFile ?? '', 'utf8')).toContain('the evidence');
    expect(existsSync(record.tokenFile)).toBe(false);
    await expect(control.fobs()).rejects.toThrow(record.logFile);
    clearAway(state, NONE, [record]);
    expect(leftovers()).toEqual([]);
  });

  it('whose pid and port others have now is gone too', async () => {
    const [alive] = await launchOne({ plugs: [] });
    writeRecord(state, { ...alive, deviceId: '00000000000000aa' });
    expect(await listSims(state)).toEqual([alive]);
    // Its token file is the living one's.
    expect(existsSync(alive.tokenFile)).toBe(true);
  });

  it('leaves its pty in the middle of a command and comes back after the replug', async () => {
    const [record, control] = await launchOne();
    const fob = control.fob(record.deviceId);
    const device = await FobDevice.connect(linkTo(record.links[0] ?? ''), nodeEnv);
    expect((await fob.unplug()).plugged).toBe(false);
    await expect(device.getInfo()).rejects.toThrow(LinkLostError);
    await device.close();
    const { links } = await fob.replug();
    expect(await deviceIdAt(links[0] ?? '')).toBe(record.deviceId);
    expect(readRecords(state)[0]?.links).toEqual(links);
    const stable = `serial:${join(state.terminals, record.deviceId)}`;
    expect(await deviceIdAt(stable)).toBe(record.deviceId);
  });

  it('comes up again from its snapshot', async () => {
    const [record, control] = await launchOne();
    await control.fob(record.deviceId).act({ action: 'battery', percent: 40 });
    const snapshot = await control.fob(record.deviceId).snapshot();
    await control.shutdown();
    await ended(record.pid);
    const [again, other] = await launchOne({ snapshot });
    expect(again.deviceId).toBe(record.deviceId);
    expect((await other.fob(record.deviceId).status()).cell.percent).toBeLessThan(41);
  });
});
