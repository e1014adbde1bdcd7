import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBench } from '../../../host/bench/bench-file/read-bench.ts';
import { FobShell } from './support/run-fob.ts';

interface BenchUp {
  readonly bench: string;
  readonly instruments: readonly { name: string; kind: string; address: string }[];
  readonly fobs: readonly { deviceId: string; profile: string; pid: number }[];
}

const shell = new FobShell({ here: true });
afterAll(() => shell.close());

/** Says a line to an instrument on TCP; the line that comes back. */
async function ask(address: string, text: string): Promise<string> {
  const [, host = '', port = ''] = /^tcp:\/\/(.+):(\d+)$/.exec(address) ?? [];
  const socket = connect({ host, port: Number(port) });
  socket.write(`${text}\n`);
  const [line] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return line.toString().trim();
}

describe('fob sim bench up', () => {
  let up: BenchUp;
  beforeAll(async () => {
    up = await shell.json<BenchUp>([
      ...['sim', 'bench', 'up', '--fobs', '5', '--profile', 'generic', '--supply', 'rigol-dp800'],
    ]);
  });
  afterAll(() => shell.run(['sim', 'down', '--all']));

  const addressOf = (name: string): string =>
    up.instruments.find((one) => one.name === name)?.address ?? '';

  it('starts instruments enough for its fobs', () => {
    expect(up.fobs).toHaveLength(5);
    expect(up.instruments.map(({ kind, name }) => `${name} ${kind}`)).toEqual([
      'psu1 scpi-supply',
      'psu2 scpi-supply',
      'relay1 usb-relay',
      'relay2 usb-relay',
      'chamber1 modbus-chamber',
      'hub1 usb-hub',
      'hub2 usb-hub',
    ]);
  });

  it('writes a bench file that can be read, each fob wired to everything', () => {
    const text = readFileSync(up.bench, 'utf8');
    const bench = readBench({ text, file: up.bench });
    expect(bench.ports.map(({ deviceId }) => deviceId)).toEqual(up.fobs.map((fob) => fob.deviceId));
    for (const port of bench.ports) {
      expect(port).toMatchObject({
        supply: { volts: 3.2 },
        button: { contact: 'normally-open' },
        cell: { contact: 'normally-closed', holds: 'supply' },
      });
      expect(port.hub?.instrument.kind).toBe('usb-hub');
      expect(port.chamber?.map).toBe('watlow-f4');
      expect(statSync(port.factoryKeyFile ?? '').mode & 0o777).toBe(0o600);
    }
  });

  it('has instruments that do to the fobs what they are told', async () => {
    expect(await ask(addressOf('psu2'), '*IDN?')).toContain('DP832');
    await ask(addressOf('psu1'), ':INST:NSEL 2;:VOLT 2.7;:OUTP ON;*OPC?');
    const [, second] = up.fobs;
    const set = ['sim', 'set', '--temperature', '25', '--id', second?.deviceId ?? ''];
    expect(await shell.json(set)).toMatchObject({ supplyMillivolts: 2700 });
  });

  it('leads to a uhubctl that unplugs the first fob', async () => {
    const program = join(dirname(up.bench), 'uhubctl');
    const told = execFileSync(program, ['-l', '1-1', '-p', '1', '-a', 'off'], { encoding: 'utf8' });
    expect(told).toContain('Port 1: 0000 off');
    const set = ['sim', 'set', '--temperature', '25', '--id', up.fobs[0]?.deviceId ?? ''];
    expect(await shell.json(set)).toMatchObject({ plugged: false });
  });

  it('ends with its fobs, its files with it', async () => {
    await shell.run(['sim', 'down', '--together', '--id', up.fobs[0]?.deviceId ?? '']);
    expect(existsSync(dirname(up.bench))).toBe(false);
  });
});

describe('a script of fob sim bench up', () => {
  it('makes instruments misbehave', async () => {
    const file = join(shell.folder, 'script.yaml');
    writeFileSync(
      file,
      'misbehave:\n  - { instrument: psu1, does: identity, text: "ACME,X1,0,0" }\n',
    );
    const up = await shell.json<BenchUp>(['sim', 'bench', 'up', '--script', file]);
    const psu = up.instruments.find(({ name }) => name === 'psu1');
    expect(await ask(psu?.address ?? '', '*IDN?')).toBe('ACME,X1,0,0');
    await shell.run(['sim', 'down', '--all']);
  });

  it.each([
    ['misbehave: [{ instrument: psu1, does: explode }]', 'misbehave.0.does'],
    ['misbehave: [', 'line 1'],
  ])('that is wrong is refused with its place: %s', async (text, place) => {
    const file = join(shell.folder, 'wrong.yaml');
    writeFileSync(file, text);
    const ended = await shell.run(['sim', 'bench', 'up', '--script', file]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('wrong.yaml');
    expect(ended.stderr).toContain(place);
  });
});

it('fob sim set feeds a fob from a supply, in a ramp, and from its cell again', async () => {
  await shell.run([
    'sim',
    'up',
    '--profile',
    'shinkin-hardware',
    '--frozen',
    '--world',
    '2027-01-01',
  ]);
  const set = (...words: readonly string[]) =>
    shell.json<Readonly<Record<string, unknown>>>(['sim', 'set', '--supply', ...words]);
  expect(await set('3.0V')).toMatchObject({ supplyMillivolts: 3000, running: true });
  await set('2000mV', '--over', '10');
  expect(await shell.json(['sim', 'advance', '5s'])).toMatchObject({ supplyMillivolts: 2500 });
  expect(await set('off')).not.toHaveProperty('supplyMillivolts');
  const wrong = await shell.run(['sim', 'set', '--over', '3', '--battery', '5']);
  expect([wrong.status, (await shell.run(['sim', 'set', '--supply', '9V'])).status]).toEqual([
    2, 2,
  ]);
  await shell.run(['sim', 'down', '--all']);
});
