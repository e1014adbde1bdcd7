import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { existsSync } from 'node:fs';
import { nodeBenchEnv } from '@fobkit/bench';
import { parseStreamAddress } from '../../../../../host/bench/bench-file/address.ts';
import type { ChamberInstrument } from '../../../../../host/bench/bench-file/bench.ts';
import { InstrumentSet } from '../../../../../host/bench/instrument/instrument-set.ts';

// The chamber driver against a Modbus server of other people: python3-pymodbus, on TCP and on a
// serial line (two pseudo-terminals of socat).

const PYTHON = '/usr/bin/python3';
const server = fileURLToPath(new URL('./pymodbus-server.py', import.meta.url));

const children: ChildProcess[] = [];
let folder = '';
let set: InstrumentSet;

beforeEach(() => {
  const { status } = spawnSync(PYTHON, ['-c', 'import pymodbus.server, serial_asyncio']);
  if (status !== 0) throw new Error('wants python3-pymodbus and python3-serial-asyncio of Debian');
  folder = mkdtempSync(join(tmpdir(), 'fobkit-modbus-'));
  set = new InstrumentSet(nodeBenchEnv());
});

afterEach(async () => {
  await set.close();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

/** Where the server says that it listens. */
async function serve(kind: 'tcp' | 'rtu', place: string): Promise<string> {
  const child = start(PYTHON, [server, kind, place]);
  const [said] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return /^ready (\S+)/.exec(said.toString())?.[1] ?? expect.unreachable('no server');
}

/** Two ends of one serial line. */
async function line(): Promise<readonly [string, string]> {
  const ends = [join(folder, 'instrument'), join(folder, 'host')] as const;
  start(
    'socat',
    ends.map((end) => `pty,rawer,link=${end}`),
  ).on('error', () => {
    expect.unreachable('wants socat of Debian');
  });
  await vi.waitUntil(() => ends.every((end) => existsSync(end)));
  return ends;
}

function chamberAt(address: string): ChamberInstrument {
  return {
    kind: 'modbus-chamber',
    name: 'oven',
    place: { file: 'bench.yaml', line: 1, column: 1 },
    address: parseStreamAddress(address),
    map: 'watlow-f4',
    unit: 1,
    degrees: 'C',
    lowest: -40,
    highest: 85,
    band: 0.5,
    settleMs: 1,
    limitMs: 5_000,
    idle: 23,
    timeoutMs: 2_000,
    gapMs: 0,
  };
}

async function heatAndIdle(address: string): Promise<void> {
  const chamber = set.chamber(chamberAt(address));
  expect(await chamber.identify()).toBe('Watlow F4, 1 decimals, °C');
  expect(await chamber.actual()).toBe(23.5);
  await chamber.set(-40);
  expect(await chamber.arrive(-40)).toBe(-40);
  await chamber.idle();
  expect(await chamber.setPoint()).toBe(23);
}

describe('the chamber driver and python3-pymodbus', () => {
  it('understand each other over TCP', async () => {
    await heatAndIdle(`tcp://127.0.0.1:${await serve('tcp', '0')}`);
  });

  it('understand each other over a serial line', async () => {
    const [instrument, host] = await line();
    await serve('rtu', instrument);
    await heatAndIdle(`serial:${host}?baud=19200`);
  });
});
