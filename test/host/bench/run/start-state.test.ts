import { FobDevice, provision, type Rig } from '@fobkit/client';
import { presetOf } from '../../../../host/cli/bench/scenario-env.ts';
import { describe, expect, test } from 'vitest';
import { asBench, rigsWith, runOf } from './support.ts';

/** Loads the fob of a rig before the run takes hold of it. */
function loadedBefore(rig: Rig, purpose: 'test' | 'production'): Rig['connect'] {
  let ready = false;
  return async (options) => {
    if (!ready) {
      ready = true;
      const device = await rig.connect();
      const parameters = presetOf('generic');
      if (!(device instanceof FobDevice) || parameters === undefined) throw new Error('no fob');
      const request = {
        seed: new Uint8Array(20).fill(9),
        parameters: { ...parameters, serialLabel: 'FOB-00000099', purpose },
        transportKey: await rig.factoryKey(),
      };
      await provision(device, request, { clock: rig.clock });
      await device.close();
    }
    return rig.connect(options);
  };
}

test('a fob is loaded as the scenario says, and else as its type usually is', async () => {
  const record = await runOf(`given:
  load: { digits: 8, serial: FOB-00000042 }
steps:
  - press
  - expect: { lcd: { matches: '^[0-9]{8}$' }, code: valid, serial: FOB-00000042 }
  - host: key-check
  `);
  expect(record.verdict).toBe('PASS');
  expect(record.device).toEqual({
    deviceId: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown,
    model: 'generic',
    firmwareVersion: '1.0.0',
    serialLabel: 'FOB-00000042',
  });
});

test('drift, temperature and charge are as given', async () => {
  const record = await runOf(`given: { drift: -45 s, temperature: 40 °C, battery: 50 % }
steps:
  - expect: { drift: { within: 1 s, about: -45 s }, battery: { above: 45 %, below: 55 % } }
  - measure: { name: t, of: temperature, min: 39 °C, max: 41 °C }
  `);
  expect(record).toMatchObject({ verdict: 'PASS' });
});

test('a blank fob has its clock set where a drift is given', async () => {
  const record = await runOf(
    'given: { load: blank, drift: 1 h }\nsteps: [{ expect: { drift: { within: 1 s, about: 1 h }, lifecycle: blank } }]',
  );
  expect(record).toMatchObject({ verdict: 'PASS' });
});

test('a load that is refused is a precondition: INVALID, never FAIL', async () => {
  const record = await runOf(`given: { load: { serial: 'no number of its type' } }
steps: [{ expect: { lifecycle: ready } }]`);
  expect(record.verdict).toBe('INVALID');
  expect(record.reasons[0]?.message).toMatch(/^the fob is not in its start state: /);
  expect(record.steps).toEqual([]);
});

test('a fob that was left loaded for test is wiped', async () => {
  const rigs = rigsWith((rig) => ({ connect: loadedBefore(rig, 'test') }));
  const record = await runOf('steps: [{ expect: { serial: FOB-00000017, log: wiped } }]', { rigs });
  expect(record).toMatchObject({ verdict: 'PASS' });
});

test('a fob in use is not: INVALID', async () => {
  const rigs = rigsWith((rig) => ({ connect: loadedBefore(rig, 'production') }));
  const record = await runOf('steps: [{ expect: { serial: FOB-00000017 } }]', { rigs });
  expect(record.verdict).toBe('INVALID');
  expect(record.reasons[0]?.message).toMatch(/loaded as FOB-00000099 and not for test/);
});

test('the state at the start is told, of a fob for test alone', async () => {
  const told: string[] = [];
  const onStartState = (snapshot: string): void => {
    told.push(snapshot);
  };
  await runOf('steps: [{ expect: { lifecycle: ready } }]', { onStartState });
  expect(told).toHaveLength(1);
  await runOf(
    'given: { load: { purpose: production } }\nsteps: [{ expect: { lifecycle: ready } }]',
    {
      onStartState,
    },
  );
  expect(told).toHaveLength(1);
});

describe('on a bench', () => {
  test('the room will do where it is as warm as wanted', async () => {
    const noChamber = rigsWith((rig) => {
      const bench = asBench(rig);
      const lacks: Rig['lacks'] = (is) => (is === 'temperature' ? 'no chamber' : bench.lacks?.(is));
      return { ...bench, lacks };
    });
    const at = (celsius: number) =>
      runOf(
        `given: { temperature: ${String(celsius)} °C }\nsteps: [{ expect: { lifecycle: ready } }]`,
        { rigs: noChamber },
      );
    expect((await at(23)).verdict).toBe('PASS');
    expect(await at(60)).toMatchObject({ verdict: 'SKIPPED' });
  });

  test('the fob is left blank, whatever became of its key', async () => {
    let left: string | undefined;
    const rigs = rigsWith((rig) => ({
      ...asBench(rig),
      async close() {
        const device = await rig.connect();
        if (!(device instanceof FobDevice)) throw new Error('no fob');
        const info = await device.getInfo();
        left = `${info.lifecycle} ${String(info.keyGeneration)}`;
        await device.close();
        return rig.close();
      },
    }));
    const record = await runOf('steps: [{ host: rotate-key }, { expect: { lifecycle: ready } }]', {
      rigs,
    });
    expect(record).toMatchObject({ verdict: 'PASS' });
    expect(left).toBe('blank 0');
  });

  test('a cut of the power is proven by the fob’s own counts', async () => {
    const record = await runOf(
      'steps: [unplug, { cell: out }, { wait: 10 s }, { cell: in }, replug, { expect: { answers: true } }]',
      { rigs: rigsWith(asBench) },
    );
    expect(record).toMatchObject({ verdict: 'PASS' });
  });

  test('an off that leaves the fob up is found: INVALID', async () => {
    const rigs = rigsWith((rig) => ({
      ...asBench(rig),
      // A relay that says what it is told, and does not move.
      act: (action, signal) =>
        action.action === 'cell'
          ? Promise.resolve({ evidence: 'relay 2 says so', readings: [] })
          : rig.act(action, signal),
    }));
    const record = await runOf(
      'steps: [{ cell: out }, { wait: 10 s }, { cell: in }, { expect: { lifecycle: ready } }]',
      { rigs },
    );
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/^the fob was not without power/);
  });

  test('what only the fob can tell is asked over the run’s own link', async () => {
    const record = await runOf('steps: [{ measure: { name: d, of: drift, max: 1 s } }]', {
      rigs: rigsWith((rig) => ({
        ...asBench(rig),
        read: (what) =>
          what === 'drift' ? Promise.reject(new Error('no link left')) : rig.read(what),
      })),
    });
    expect(record.measurements).toEqual([expect.objectContaining({ instrument: 'GetStatus' })]);
  });
});

test('a clock that may be lost before the load is left as it is where the load says so', async () => {
  const record = await runOf(
    'given: { load: { clock: unset } }\nsteps: [{ host: key-check }, { expect: { lifecycle: clock-lost } }]',
  );
  expect(record).toMatchObject({ verdict: 'PASS' });
});

test('a clock that is not where it was set to is no start state', async () => {
  const rigs = rigsWith((rig) => ({
    async read(what) {
      const reading = await rig.read(what);
      return what === 'drift' ? { ...reading, value: reading.value + 5 } : reading;
    },
  }));
  const record = await runOf('given: { drift: 1 min }\nsteps: [{ expect: { lifecycle: ready } }]', {
    rigs,
  });
  expect(record).toMatchObject({
    verdict: 'INVALID',
    reasons: [
      {
        message:
          'the fob is not in its start state: its clock is 65.000 s off world time, not 60 s',
      },
    ],
  });
});

test('what the rig read back before and after stands in the record', async () => {
  const reading = { of: 'rail', value: 0, unit: 'V', instrument: 'psu1', unixMs: 1 } as const;
  const rigs = rigsWith((rig) => ({
    port: 'left',
    taken: { evidence: 'rail 0.000 V', readings: [reading] },
    async close() {
      await rig.close();
      return { evidence: 'rail 0.001 V', readings: [{ ...reading, value: 0.001 }] };
    },
  }));
  const record = await runOf('steps: [{ expect: { lifecycle: ready } }]', { rigs });
  expect(record.rig).toMatchObject({
    port: 'left',
    taken: 'rail 0.000 V',
    released: 'rail 0.001 V',
  });
  expect(record.readings.at(0)).toEqual(reading);
  expect(record.readings.at(-1)).toMatchObject({ value: 0.001 });
});

test('on a bench a wait is counted from when something was done last, whatever looking took', async () => {
  const waits: number[] = [];
  let now = 0;
  const rigs = rigsWith((rig) => ({
    ...asBench(rig),
    clock: { now: () => now, unixMs: () => rig.clock.unixMs(), after: () => () => undefined },
    wait(seconds) {
      waits.push(seconds);
      now += seconds * 1000;
      return rig.wait(seconds);
    },
    lcd() {
      now += 2000;
      return rig.lcd();
    },
  }));
  const record = await runOf(
    'steps: [{ wait: 5 s }, { expect: { lcd: "off" } }, { wait: 5 s }, { expect: { lcd: "off" } }, { wait: 1 s }]',
    { rigs },
  );
  expect(record).toMatchObject({ verdict: 'PASS' });
  expect(waits).toEqual([5, 3, 0]);
});
