import { OtplibRelyingParty } from '@fobkit/bench';
import { RigError } from '@fobkit/client';
import { describe, expect, it } from 'vitest';
import { asBench, rigsWith, runOf, type Seen } from '../../run/support.ts';

const HOLD = '{ expect: { invariants: hold } }';
const nothing = (): Seen => ({ acts: [], closed: 0, connects: 0 });

describe('a run whose invariants are watched', () => {
  it('lets go of its rig though the fob cannot be brought back', async () => {
    const seen = nothing();
    const rigs = rigsWith(
      () => ({ wait: () => Promise.reject(new RigError('contact', 'the process is gone')) }),
      seen,
    );
    const record = await runOf(`steps: [{ expect: { lifecycle: dead } }, ${HOLD}]`, { rigs });
    expect(record.verdict).toBe('FAIL');
    expect(seen.closed).toBe(1);
  });

  it('blames no fob for an instrument that does not give it its power back', async () => {
    const rigs = rigsWith((rig) => ({
      act: (action, signal) =>
        action.action === 'cell' && action.present
          ? Promise.reject(new RigError('contact', 'the relay board is gone'))
          : rig.act(action, signal),
    }));
    const record = await runOf(`steps: [{ host: status }, ${HOLD}]`, { rigs });
    expect(record).toMatchObject({
      verdict: 'INVALID',
      reasons: [{ message: 'the relay board is gone' }],
    });
  });

  it('has a record though the relying party breaks down', async () => {
    const record = await runOf(`steps: [{ host: read-code }, ${HOLD}]`, {
      relyingParty: (rules) => {
        const party = new OtplibRelyingParty(rules);
        party.judge = () => Promise.reject(new TypeError('x is undefined'));
        return party;
      },
    });
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons.at(-1)?.message).toMatch(
      /^the codes of the run cannot be judged: fobkit itself failed: x is undefined$/,
    );
  });

  it('that FAILs tells what did not hold as a FAIL, whatever faults were armed', async () => {
    const rigs = rigsWith((rig) => ({
      async lcd() {
        const lcd = await rig.lcd();
        const key = (await rig.factoryKey()).reveal();
        return { ...lcd, rows: [Buffer.from(key).toString('hex')] };
      },
    }));
    const record = await runOf(
      `faults: { late: 'lcd.segment 1a --on-nth press:99' }\nsteps: [{ host: key-check }, ${HOLD}]`,
      { rigs },
    );
    expect(record.verdict).toBe('FAIL');
    expect(record.reasons).toContainEqual({
      verdict: 'FAIL',
      message: '6 bytes or more of a transport key is on the LCD',
    });
  });

  it('is searched for secrets when it is over: its record has none', async () => {
    const rigs = rigsWith((rig) => ({
      async act(action, signal) {
        const proof = await rig.act(action, signal);
        const key = (await rig.factoryKey()).reveal();
        return { ...proof, evidence: `the fob said ${[...key].join(', ')}` };
      },
    }));
    const record = await runOf(`steps: [press, ${HOLD}]`, { rigs });
    expect(record).toMatchObject({
      verdict: 'FAIL',
      reasons: [{ message: '6 bytes or more of a transport key stands in the record of the run' }],
    });
  });

  it('hands on what a rig was taken with, and who ends it', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const rigs = rigsWith((rig) => ({
      port: 'left',
      taken: { evidence: 'rail 0.000 V', readings: [] },
      act(action, signal) {
        if (action.action === 'press') signals.push(signal);
        return rig.act(action, signal);
      },
    }));
    const record = await runOf(`steps: [press, ${HOLD}]`, { rigs });
    expect(record.rig).toMatchObject({ port: 'left', taken: 'rail 0.000 V' });
    expect(signals).toEqual([expect.any(AbortSignal)]);
  });

  it('does nothing to a fob on a bench whose run is SKIPPED', async () => {
    const seen = nothing();
    const rigs = rigsWith((rig) => {
      const bench = asBench(rig);
      return { ...bench, lacks: (is) => (is === 'temperature' ? 'none' : bench.lacks?.(is)) };
    }, seen);
    const record = await runOf(`steps: [{ temperature: 40 °C }, ${HOLD}]`, { rigs });
    expect(record.verdict).toBe('SKIPPED');
    expect(seen).toEqual({ acts: [], closed: 1, connects: 0 });
  });
});
