import { BadReplyError, RigError } from '@fobkit/client';
import { describe, expect, test } from 'vitest';
import { spread } from '../../../../host/bench/run/power-cuts.ts';
import { rigsWith, runOf } from './support.ts';

describe('a group', () => {
  /** A rig that reads a dead rail so often, then what is there. */
  const flaky = (times: number) =>
    rigsWith((rig) => {
      let left = times;
      return {
        async read(what) {
          const reading = await rig.read(what);
          return what === 'rail' && left-- > 0 ? { ...reading, value: 0.1 } : reading;
        },
      };
    });
  const GROUP = (more: string): string => `steps:
    - group:
        attempts: 3
        ${more}
        steps: [{ wait: 1 s }, { measure: { name: rail, of: rail, min: 2.5 V } }]
  `;

  // Each step ends with a look at the rail for the timeline, so that two readings go an attempt.
  test('that comes off later is recorded whole, and makes the run unstable', async () => {
    const record = await runOf(GROUP('on-exhausted: fail'), { rigs: flaky(3) });
    expect(record).toMatchObject({ verdict: 'PASS', unstable: true });
    expect(record.reasons).toEqual([
      expect.objectContaining({
        verdict: 'FAIL',
        message: expect.stringMatching(/out of its limits/) as unknown,
      }),
    ]);
    expect(record.steps.map(({ kind, attempt, verdict }) => [kind, attempt, verdict])).toEqual([
      ['group', 1, 'PASS'],
      ['wait', 1, 'PASS'],
      ['measure', 1, 'FAIL'],
      ['wait', 2, 'PASS'],
      ['measure', 2, 'PASS'],
    ]);
  });

  test('that comes off at once is stable', async () => {
    const record = await runOf(GROUP('on-exhausted: fail'), { rigs: flaky(0) });
    expect(record).toMatchObject({ verdict: 'PASS', unstable: false, reasons: [] });
  });

  test.each([
    ['fail', 'FAIL'],
    ['invalid', 'INVALID'],
    ['continue', 'PASS'],
  ])('exhausted with %s is %s', async (policy, verdict) => {
    const record = await runOf(GROUP(`on-exhausted: ${policy}`), { rigs: flaky(99) });
    expect(record.verdict).toBe(verdict);
    expect(record.steps.filter(({ kind }) => kind === 'measure')).toHaveLength(3);
    expect(record.unstable).toBe(policy === 'continue');
  });

  test('whose attempts proved nothing is no FAIL when exhausted', async () => {
    const rigs = rigsWith(() => ({
      act: () => Promise.reject(new RigError('contact', 'the relay board is gone')),
    }));
    const record = await runOf(
      'steps: [{ group: { attempts: 2, on-exhausted: fail, steps: [press] } }, { expect: { lcd: off } }]',
      { rigs },
    );
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toBe('in all 2 attempts; the last: the relay board is gone');
  });
});

describe('a group of which one attempt proved a FAIL', () => {
  /** Each attempt presses once: so it goes, one after the other. */
  const going = (...attempts: readonly ('contact' | 'lacking' | 'ok')[]) =>
    rigsWith((rig) => {
      let pressed = 0;
      return {
        act(action, signal) {
          const how = action.action === 'press' ? attempts[pressed++] : 'ok';
          if (how === undefined || how === 'ok') return rig.act(action, signal);
          return Promise.reject(new RigError(how, `relay 1: ${how}`));
        },
      };
    });
  const group = (policy: string): string =>
    `steps: [{ group: { attempts: 2, on-exhausted: ${policy}, steps: [press, { expect: { lifecycle: dead } }] } }]`;

  test('is not masked by an attempt that proves nothing, whichever comes first', async () => {
    const [after, before] = [going('ok', 'contact'), going('contact', 'ok')];
    for (const rigs of [after, before]) {
      const record = await runOf(group('fail'), { rigs });
      expect(record.verdict).toBe('FAIL');
      expect(record.reasons[0]?.message).toMatch(/expected lifecycle dead: the fob is ready$/);
    }
  });

  test('is not masked by what the rig lacks for the next attempt', async () => {
    const record = await runOf(group('fail'), { rigs: going('ok', 'lacking', 'ok') });
    expect(record.verdict).toBe('FAIL');
    expect(record.reasons.map(({ verdict }) => verdict)).toEqual(['FAIL', 'SKIPPED']);
    expect(record.steps.filter(({ kind }) => kind === 'press')).toHaveLength(2);
  });

  test('is not masked by a wish to stop', async () => {
    const stop = new AbortController();
    const rigs = rigsWith((rig) => {
      let pressed = 0;
      return {
        act(action, signal) {
          if (action.action === 'press' && ++pressed === 2) stop.abort();
          return rig.act(action, signal);
        },
      };
    });
    const record = await runOf(group('fail'), { rigs, signal: stop.signal });
    expect(record.verdict).toBe('FAIL');
    expect(record.reasons.map(({ verdict }) => verdict)).toEqual(['FAIL', 'INVALID']);
  });

  test('is none where the scenario says so', async () => {
    const record = await runOf(group('invalid'), { rigs: going('ok', 'contact') });
    expect(record.verdict).toBe('INVALID');
  });
});

test('an unstable group tells the first reason, not a later one', async () => {
  const rigs = rigsWith((rig) => {
    let pressed = 0;
    return {
      act(action, signal) {
        if (action.action === 'press' && ++pressed < 3) {
          return Promise.reject(new RigError('contact', `relay 1 failed at press ${pressed}`));
        }
        return rig.act(action, signal);
      },
    };
  });
  const record = await runOf(
    'steps: [{ group: { attempts: 3, steps: [press, { expect: { lifecycle: ready } }] } }]',
    { rigs },
  );
  expect(record).toMatchObject({
    verdict: 'PASS',
    unstable: true,
    reasons: [{ message: 'relay 1 failed at press 1' }],
  });
});

test('repeat does its steps so often', async () => {
  const record = await runOf(
    'steps: [{ repeat: { times: 3, steps: [press, { wait: 40 s }] } }, { measure: { name: p, of: presses, min: 3, max: 3 } }]',
  );
  expect(record.verdict).toBe('PASS');
  expect(record.steps).toHaveLength(8);
});

describe('a measurement', () => {
  test.each([
    ['min: 3 V, max: 3.5 V', 'pass', 'PASS'],
    ['min: 3 V, marginal: 0.3 V', 'marginal', 'PASS'],
    ['max: 3.3 V, marginal: 0.3 V', 'marginal', 'PASS'],
    ['min: 3 V, marginal: 0.25 V', 'marginal', 'PASS'],
    ['min: 3 V, marginal: 0.125 V', 'pass', 'PASS'],
    ['min: 2.7 V, marginal: 0.5 V', 'pass', 'PASS'],
    ['min: 3.3 V', 'fail', 'FAIL'],
    ['max: 1 V', 'fail', 'FAIL'],
  ])('of 3.2 V with %s is %s', async (limits, outcome, verdict) => {
    const rigs = rigsWith((rig) => ({
      async read(what) {
        const reading = await rig.read(what);
        return what === 'rail' ? { ...reading, value: 3.2, instrument: 'psu1' } : reading;
      },
    }));
    const record = await runOf(`steps: [{ measure: { name: rail, of: rail, ${limits} } }]`, {
      rigs,
    });
    expect(record.verdict).toBe(verdict);
    expect(record.measurements).toEqual([
      expect.objectContaining({ name: 'rail', value: 3.2, unit: 'V', instrument: 'psu1', outcome }),
    ]);
    expect(record.marginal).toBe(outcome === 'marginal');
  });

  test('on a limit is within it', async () => {
    const rigs = rigsWith((rig) => ({
      read: async (what) => ({ ...(await rig.read(what)), value: 3 }),
    }));
    const record = await runOf('steps: [{ measure: { name: r, of: rail, min: 3 V, max: 3 V } }]', {
      rigs,
    });
    expect(record.verdict).toBe('PASS');
  });
});

describe('the power-cut sweep', () => {
  const sweep = (during: string, then: string, cuts: string): string => `steps:
    - power-cuts: { during: [${during}], then: [${then}], cuts: ${cuts} }
    - expect: { answers: true, serial: FOB-00000017 }
  `;

  test('cuts in each chosen step of flash, with evidence, and goes on as if none had been', async () => {
    const record = await runOf(
      `given: { load: blank }\n${sweep('{ host: load }', '{ expect: { answers: true } }', '5')}`,
    );
    expect(record).toMatchObject({ verdict: 'PASS' });
    const [step] = record.steps;
    expect(step?.evidence).toMatch(/^power was cut in 5 of \d+ steps of flash; each cut fired$/);
    // The cuts that came off leave nothing: one sweep, its uncut run, and what follows.
    expect(record.steps.map(({ kind, depth }) => [kind, depth])).toEqual([
      ['power-cuts', 0],
      ['host', 1],
      ['expect', 0],
    ]);
  });

  test('tells the cut after which something does not hold', async () => {
    const record = await runOf(
      `given: { load: blank }\n${sweep('{ host: load }', '{ expect: { lifecycle: blank } }', '8')}`,
    );
    expect(record.verdict).toBe('FAIL');
    expect(record.reasons[0]?.message).toMatch(
      /^cut in step \d+ of \d+: expected lifecycle blank: the fob is ready$/,
    );
  });

  test('takes the bank back with the fob: no code of an earlier cut is a replay', async () => {
    const record = await runOf(`steps:
    - bank: register
    - power-cuts:
        during: [{ host: { trim: 100 ppb } }]
        then: [{ wait: 1 s }, press, { wait: 1 s }, { expect: { answers: true } }, { host: read-code }, { bank: verify }]
        cuts: 3
  `);
    expect(record.reasons).toEqual([]);
    expect(record.verdict).toBe('PASS');
  });

  test('takes the host’s clock and what is known of the fob back with it', async () => {
    const record = await runOf(`steps:
    - power-cuts:
        during: [{ host: { trim: 100 ppb } }]
        then: [{ expect: { drift: { within: 5 s } } }, { host: wipe }, { host-clock: +1 h }, { host: load }, { expect: { drift: { within: 5 s, about: 3600 s } } }]
        cuts: 3
    - host: key-check
    - host: { set-clock: 0 s }
    - expect: { drift: { within: 5 s }, log: { lacks: wiped } }
  `);
    expect(record.reasons).toEqual([]);
    expect(record.verdict).toBe('PASS');
  });

  test.each([
    [new RigError('contact', 'the relay board is gone'), 'INVALID'],
    [new BadReplyError('sim:', 'TrimClock', 'it is none'), 'FAIL'],
  ])('passes on what is no doing of the cut: %s', async (error, verdict) => {
    let cut = false;
    const rigs = rigsWith((rig) => ({
      armFault(fault) {
        cut ||= 'args' in fault;
        return rig.armFault(fault);
      },
      act(action, signal) {
        return cut && action.action === 'press' ? Promise.reject(error) : rig.act(action, signal);
      },
    }));
    const during = 'press, { host: { trim: 100 ppb } }';
    const record = await runOf(sweep(during, '{ expect: { answers: true } }', '2'), { rigs });
    expect(record).toMatchObject({ verdict, reasons: [{ message: error.message }] });
  });

  test('in which nothing is written proves nothing', async () => {
    const record = await runOf(sweep('{ host: status }', '{ expect: { answers: true } }', '3'));
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/nothing was written to flash/);
  });

  test('whose cut does not fire is INVALID', async () => {
    const rigs = rigsWith((rig) => ({
      async faults() {
        const all = await rig.faults();
        return all.map((fault) => ({ ...fault, firedCount: 0 }));
      },
    }));
    const record = await runOf(
      `given: { load: blank }\n${sweep('{ host: load }', '{ expect: { answers: true } }', '2')}`,
      { rigs },
    );
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/^cut in step 1 of \d+: it never fired$/);
  });

  test.each([
    [10, 3, [1, 6, 10]],
    [3, 10, [1, 2, 3]],
    [7, 1, [1]],
    [2, 2, [1, 2]],
  ])('of %i steps and %i cuts takes %j', (total, wanted, cuts) => {
    expect(spread(total, wanted)).toEqual(cuts);
  });
});

test('a question is answered by whoever stands there', async () => {
  const STEPS = 'steps: [{ ask: { en: Is it lit? } }]';
  expect((await runOf(STEPS, { ask: () => Promise.resolve(true) })).verdict).toBe('PASS');
  const no = await runOf(STEPS, { ask: () => Promise.resolve(false) });
  expect(no).toMatchObject({ verdict: 'FAIL', reasons: [{ message: 'answered no: Is it lit?' }] });
  expect((await runOf(STEPS)).verdict).toBe('SKIPPED');
});
