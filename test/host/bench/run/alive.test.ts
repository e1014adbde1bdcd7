import { RigError } from '@fobkit/client';
import { describe, expect, test } from 'vitest';
import { rigsWith, runOf } from './support.ts';

describe('a fob that does not answer', () => {
  const DEAF = `faults: { deaf: frame.drop to-host }\n`;
  const HUNG = `${DEAF}steps: [{ host: status }]`;
  const railAt = (volts: number, port?: number) =>
    rigsWith((rig) => ({
      async read(what) {
        if (what === 'port-power') {
          if (port === undefined) throw new RigError('lacking', 'no hub');
          const unixMs = rig.clock.unixMs();
          return { of: what, value: port, unit: '', instrument: 'hub1', unixMs };
        }
        const reading = await rig.read(what);
        return what === 'rail' ? { ...reading, value: volts } : reading;
      },
    }));

  test('is at fault where the rig proves power and wire', async () => {
    const record = await runOf(HUNG);
    expect(record.verdict).toBe('FAIL');
    expect(record.reasons[0]?.message).toMatch(/V at its rail, by model\)$/);
  });

  test('proves nothing where the rig cannot measure its rail', async () => {
    const rigs = rigsWith((rig) => ({
      read: (what) =>
        what === 'rail' ? Promise.reject(new RigError('lacking', 'no meter')) : rig.read(what),
    }));
    const record = await runOf(HUNG, { rigs });
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/cannot prove that the fob has power/);
  });

  test('proves nothing where its rail is down', async () => {
    const rigs = rigsWith((rig) => ({
      async read(what) {
        const reading = await rig.read(what);
        return what === 'rail' ? { ...reading, value: 1.1 } : reading;
      },
    }));
    expect((await runOf(HUNG, { rigs })).verdict).toBe('INVALID');
  });

  test('proves nothing where what its meter tells is no number, which stands in no record', async () => {
    const record = await runOf(HUNG, { rigs: railAt(NaN) });
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/cannot prove that the fob has power/);
    expect(JSON.stringify(record)).not.toContain('null');
  });

  test('proves nothing while it is off its wire', async () => {
    const record = await runOf('steps: [unplug, { host: status }]');
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/the fob is off its wire/);
  });

  test('is as it should be where that was expected', async () => {
    const record = await runOf(`steps:
    - unplug
    - host: { status, outcome: lost }
    - expect: { answers: false }
    - replug
    - expect: { answers: true }
  `);
    expect(record.verdict).toBe('PASS');
  });

  test.each([
    [2, undefined, 'FAIL'],
    [1.999, undefined, 'INVALID'],
    [3, 1, 'FAIL'],
    [3, 0, 'INVALID'],
  ])('with a rail of %f V and its port at %s is %s', async (volts, port, verdict) => {
    const record = await runOf(HUNG, { rigs: railAt(volts, port) });
    expect(record.verdict).toBe(verdict);
  });

  test.each([
    [3, 'FAIL'],
    [0, 'INVALID'],
  ])('though it was expected to, with a rail of %f V is %s', async (volts, verdict) => {
    const record = await runOf(`${DEAF}steps: [{ expect: { answers: true } }]`, {
      rigs: railAt(volts),
    });
    expect(record.verdict).toBe(verdict);
  });
});
