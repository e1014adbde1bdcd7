import { delay, ProtocolVersionError, Secret } from '@fobkit/client';
import { describe, expect, it } from 'vitest';
import { type LabelContent, PrinterError } from '../../../../host/station/label/label.ts';
import type { StationPort } from '../../../../host/station/run/port.ts';
import { oneFob } from '../support/one-fob.ts';
import { TestStation } from '../support/station.ts';

describe('the label of a fob', () => {
  it('is printed when the fob is proved, with what is on record', async () => {
    const { station, fob } = oneFob({ expiry: 1_900_000_000 });
    const printed: LabelContent[] = [];
    const printer = {
      name: 'test',
      print: (label: LabelContent): Promise<void> => {
        printed.push(label);
        return Promise.resolve();
      },
    };
    await station.run({ printer });
    expect(printed).toEqual([
      { serialLabel: 'FOB-0001', deviceId: fob.deviceId, lot: 'First lot', expiry: 1_900_000_000 },
    ]);
    expect(station.registry.row('FOB-0001').unit.labelsPrinted).toBe(1);
    expect(station.registry.log).toEqual([
      'FOB-0001 loading',
      'FOB-0001 labelling',
      'FOB-0001 label',
      'FOB-0001 done',
    ]);
  });

  it('is printed when the one before is out, however many ports there are', async () => {
    const station = new TestStation(4);
    for (let i = 0; i < 4; i++) station.yard.fob().plugIn();
    let printing = 0;
    let most = 0;
    const printer = {
      name: 'test',
      print: async (): Promise<void> => {
        most = Math.max(most, ++printing);
        await delay(station.yard.clock, 2_000);
        printing--;
      },
    };
    expect(await station.run({ printer })).toMatchObject({ reason: 'lot-done' });
    expect(most).toBe(1);
  });

  it('that the printer does not print is printed when the fob comes again', async () => {
    const { station } = oneFob();
    let tries = 0;
    const printer = {
      name: 'test',
      print: (): Promise<void> =>
        ++tries === 1
          ? Promise.reject(new PrinterError('the printer has no paper'))
          : Promise.resolve(),
    };
    await station.run({ printer });
    expect(station.ends).toEqual(['port-1 left-open label-printer', 'port-1 done']);
    expect(station.events.find((event) => event.kind === 'ended')?.why).toBe(
      'the printer has no paper',
    );
  });
});

describe('a unit in work', () => {
  it('is rolled back when the fob refuses the seed and is blank', async () => {
    const { station, fob } = oneFob({}, 0);
    for (const { unit } of station.registry.rows) unit.serialLabel = 'no label';
    await station.run();
    expect(station.ends).toEqual(['port-1 rolled-back refused']);
    expect(station.registry.counts).toMatchObject({ unused: 1, working: 0 });
    expect(fob.fob.serialLabel).toBeUndefined();
  });

  it('is quarantined when its fob came to hold another seed', async () => {
    const { station, fob } = oneFob({}, 1);
    const { operator } = station;
    let stopped = false;
    const now = new AbortController();
    station.operator = (event) => {
      operator(event);
      if (event.kind === 'step' && event.step === 'key-check' && !stopped) {
        stopped = true;
        now.abort();
      }
    };
    await station.run({ stopNow: now.signal });
    expect(station.registry.row('FOB-0001').unit.step).toBe('loading');
    const row = station.registry.row('FOB-0001');
    row.seed[0] = (row.seed[0] ?? 0) ^ 1;
    const again = new AbortController();
    station.operator = (event) => {
      if (event.kind === 'ended') again.abort();
    };
    fob.pull();
    fob.plugIn();
    await station.run({ signal: again.signal });
    expect(row.unit).toMatchObject({ state: 'quarantined' });
    expect(row.unit.reason).toMatch(/another seed/);
  });

  it('is quarantined when its fob tells another generation after the rotation of its key', async () => {
    const station = new TestStation(1);
    const { port } = station.yard.fob();
    let rotating = false;
    station.operator = (event) => {
      if (event.kind === 'step' && event.step === 'rotate-key') rotating = true;
      if (event.kind === 'ended') station.stop.abort();
    };
    const connect: StationPort['connect'] = async (signal) => {
      const fob = await port.connect(signal);
      return {
        url: fob.url,
        deviceId: fob.deviceId,
        capabilities: fob.capabilities,
        info: fob.info,
        getInfo: async (options) => {
          const info = await fob.getInfo(options);
          return rotating ? { ...info, keyGeneration: 2 } : info;
        },
        getStatus: (options) => fob.getStatus(options),
        selfTest: (options) => fob.selfTest(options),
        readCode: (options) => fob.readCode(options),
        readDisplay: (options) => fob.readDisplay(options),
        wink: (options) => fob.wink(options),
        openChannel: (key, options) => fob.openChannel(key, options),
        close: () => fob.close(),
      };
    };
    station.yard.ports.tell({ kind: 'arrived', port: { name: 'port-9', connect } });
    await station.run();
    expect(station.ends).toEqual(['port-9 quarantined wrong-key']);
    expect(station.registry.row('FOB-0001').unit.reason).toMatch(/generation 2, not 1/);
  });

  it('is rolled back when the batch key is not the fob’s', async () => {
    const station = new TestStation(1);
    const fob = station.yard.fob();
    fob.plugIn();
    station.operator = (event) => {
      if (event.kind === 'ended') station.stop.abort();
    };
    const keys = { find: () => Promise.resolve(new Secret(new Uint8Array(32).fill(9))) };
    await station.run({ keys });
    expect(station.ends).toEqual(['port-1 rolled-back wrong-key']);
    expect(station.registry.counts).toMatchObject({ unused: 1, working: 0 });
  });
});

describe('a fob that speaks another version of the protocol', () => {
  it('is refused, and the run goes on', async () => {
    const station = new TestStation(1);
    const { yard } = station;
    const strange = {
      name: 'port-9',
      connect: () => Promise.reject(new ProtocolVersionError('sim:9', 2, 1)),
    };
    yard.ports.tell({ kind: 'arrived', port: strange });
    yard.fob().plugIn();
    expect(await station.run()).toMatchObject({ reason: 'lot-done' });
    expect(station.ends).toContain('port-9 refused cannot-do');
  });
});

describe('a clock', () => {
  it('is set so that it is right when the message arrives', async () => {
    const { station, fob } = oneFob();
    // 40 ms there and 40 ms back.
    fob.around = (link) => ({
      url: link.url,
      open: async (options) => {
        const connection = await link.open(options);
        const wait = (run: () => void): void => {
          station.yard.clock.after(40, run);
        };
        return {
          closed: connection.closed,
          close: () => connection.close(),
          onBytes: (listener) =>
            connection.onBytes((bytes) => {
              wait(() => {
                listener(bytes);
              });
            }),
          write: (bytes) => {
            const { promise, resolve, reject } = Promise.withResolvers<undefined>();
            wait(() => {
              connection.write(bytes).then(() => {
                resolve(undefined);
              }, reject);
            });
            return promise;
          },
        };
      },
    });
    await station.run();
    const { clock } = station.registry.row('FOB-0001').unit;
    expect(Math.abs(clock?.offsetMs ?? Infinity)).toBeLessThan(2);
    expect(clock?.jitterMs).toBeGreaterThan(40);
    expect(clock?.jitterMs).toBeLessThan(43);
    expect(Math.abs(fob.fob.driftTicks ?? Infinity)).toBeLessThan(65);
  });
});
