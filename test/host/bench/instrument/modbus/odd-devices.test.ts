import { describe, expect, it } from 'vitest';
import { nodeClock } from '@fobkit/client/node';
import { ModbusChamber } from '../../../../../host/bench/instrument/chamber/modbus-chamber.ts';
import { crc16 } from '../../../../../host/bench/instrument/modbus/crc16.ts';
import { rtuFraming, TcpFraming } from '../../../../../host/bench/instrument/modbus/framing.ts';
import { ModbusClient } from '../../../../../host/bench/instrument/modbus/modbus-client.ts';
import { InstrumentStream } from '../../../../../host/bench/instrument/stream/instrument-stream.ts';
import { type LineScript, ScriptedLine } from '../support/scripted-line.ts';

/** A frame of a serial line, with its CRC. */
function rtu(...bytes: readonly number[]): Uint8Array {
  const crc = crc16(Uint8Array.from(bytes));
  return Uint8Array.of(...bytes, crc & 0xff, crc >> 8);
}

function clientOn(script: LineScript, framing = rtuFraming): ModbusClient {
  const stream = new InstrumentStream({
    what: 'chamber toy',
    link: new ScriptedLine(script),
    clock: nodeClock,
    timeoutMs: 30,
    gapMs: 0,
    mostBytes: 260,
  });
  return new ModbusClient(stream, { framing, unit: 1, clock: nodeClock });
}

/** Gives these answers, one for each request, the last one again and again. */
function inTurn(...answers: readonly (readonly Uint8Array[])[]): LineScript {
  let at = 0;
  return () => answers[Math.min(at++, answers.length - 1)] ?? [];
}

const GOOD = rtu(1, 3, 2, 0, 235);

describe('a device on a Modbus line', () => {
  it('that is busy is asked again', async () => {
    const busy = [rtu(1, 0x83, 6)];
    expect(await clientOn(inTurn(busy, busy, [GOOD])).read(100)).toEqual([235]);
  });

  it('that is always busy refuses', async () => {
    await expect(clientOn(inTurn([rtu(1, 0x83, 6)])).read(100)).rejects.toMatchObject({
      code: 'refused',
    });
  });

  it('that acknowledges a writing has begun it: the reading back will tell', async () => {
    await clientOn(inTurn([rtu(1, 0x86, 5)])).write(300, [1]);
  });

  it('that acknowledges a reading has not answered it', async () => {
    await expect(clientOn(inTurn([rtu(1, 0x83, 5)])).read(100)).rejects.toThrow('acknowledge');
  });

  it.each<[string, Uint8Array]>([
    ['another unit', rtu(2, 3, 2, 0, 235)],
    ['a wrong CRC', Uint8Array.of(1, 3, 2, 0, 235, 0, 0)],
    ['another function', rtu(1, 4, 2, 0, 235)],
    ['another number of registers', rtu(1, 3, 4, 0, 235, 0, 1)],
  ])('%s is no answer, and what comes behind is not taken for one', async (_, answer) => {
    const client = clientOn(inTurn([Uint8Array.of(...answer, ...rtu(1, 3, 2, 0, 1))], [GOOD]));
    await expect(client.read(100)).rejects.toMatchObject({ code: 'contact' });
    expect(await client.read(100)).toEqual([235]);
  });

  it('another transaction over TCP is no answer', async () => {
    const other = Uint8Array.of(0, 9, 0, 0, 0, 5, 1, 3, 2, 0, 235);
    await expect(clientOn(inTurn([other]), new TcpFraming()).read(100)).rejects.toThrow(
      'another transaction',
    );
  });
});

it('a chamber that begins to count otherwise while it runs is not believed', async () => {
  const registers = new Map([
    [100, 235],
    [101, 0],
    [606, 1],
    [901, 1],
  ]);
  const script: LineScript = (got) => {
    const [, , high = 0, low = 0, , count = 0] = got;
    const first = high * 256 + low;
    const words = Array.from({ length: count }, (_, at) => registers.get(first + at) ?? 0);
    return [rtu(1, 3, 2 * count, ...words.flatMap((word) => [word >> 8, word & 0xff]))];
  };
  const config = {
    kind: 'modbus-chamber',
    name: 'toy',
    place: { file: 'bench.yaml', line: 1, column: 1 },
    address: { kind: 'tcp', host: 'toy', port: 1 },
    map: 'watlow-f4',
    unit: 1,
    degrees: 'C',
    lowest: -40,
    highest: 85,
    band: 0.5,
    settleMs: 0,
    limitMs: 100,
    idle: 23,
    timeoutMs: 30,
    gapMs: 0,
  } as const;
  const chamber = new ModbusChamber(clientOn(script), config, nodeClock);
  expect(await chamber.actual()).toBe(23.5);
  registers.set(606, 0);
  await expect(chamber.actual()).rejects.toThrow(/1 decimals.* counts as .*0 decimals/);
});
