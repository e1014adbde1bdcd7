import { hasCapability } from '@fobkit/client';
import { describe, expect, test } from 'vitest';
import { rigsWith, runOf } from './support.ts';

async function said(steps: string, given = ''): Promise<string> {
  const { verdict, reasons } = await runOf(`${given}\nsteps: [${steps}]`);
  return [verdict, ...reasons.map(({ message }) => message)].join(': ');
}

/** Each holds, and with one change does not. */
describe('an expectation that holds, and one that does not', () => {
  test.each([
    ['lcd off', '{ expect: { lcd: "off" } }', 'press, { expect: { lcd: "off" } }'],
    [
      'lcd text',
      '{ host: wipe }, press, { expect: { lcd: bLAnC } }',
      'press, { expect: { lcd: bLAnC } }',
    ],
    ['lifecycle', '{ expect: { lifecycle: ready } }', '{ expect: { lifecycle: expired } }'],
    ['serial', '{ expect: { serial: FOB-00000017 } }', '{ expect: { serial: FOB-00000018 } }'],
    [
      'drift',
      '{ wait: 30 d }, { expect: { drift: { within: 2 min } } }',
      '{ expect: { drift: { within: 1 s, about: 5 s } } }',
    ],
    [
      'battery',
      '{ expect: { battery: { above: 90 % } } }',
      '{ expect: { battery: { below: 90 % } } }',
    ],
    ['log', '{ expect: { log: seed-loaded } }', '{ expect: { log: expired } }'],
    ['log lacks', '{ expect: { log: { lacks: wiped } } }', '{ expect: { log: { lacks: boot } } }'],
    ['no frame', '{ expect: { no-frame: 5 s } }', undefined],
    [
      'reset cause',
      '{ expect: { reset-cause: power-on } }',
      '{ expect: { reset-cause: watchdog } }',
    ],
    ['answers', '{ expect: { answers: true } }', '{ expect: { answers: false } }'],
    ['locked', '{ expect: { locked: false } }', '{ expect: { locked: true } }'],
    ['code', 'press, { expect: { code: valid } }', 'press, { expect: { code: invalid } }'],
    [
      'code on the wire',
      '{ expect: { code: { is: valid, from: wire } } }',
      '{ expect: { code: { is: invalid, from: wire } } }',
    ],
    [
      'the last code',
      'press, { wait: 10 min }, { expect: { code: { is: invalid, from: last } } }',
      'press, { wait: 10 min }, { expect: { code: { is: valid, from: last } } }',
    ],
    [
      'code in a window',
      '{ expect: { code: { is: valid, from: wire, window: 4 } } }',
      '{ wait: 1 s }, { host: wipe }, { host-clock: +150 s }, { host: load }, { expect: { code: { is: valid, from: wire, window: 4 } } }',
    ],
  ])('%s', async (_, holds, broken) => {
    expect(await said(holds)).toBe('PASS');
    if (broken !== undefined) expect(await said(broken)).toMatch(/^FAIL: /);
  });
});

test('a code is pressed for where none is shown', async () => {
  const record = await runOf('steps: [{ expect: { code: valid } }]');
  expect(record.steps[0]?.evidence).toMatch(
    /^after a press the LCD shows \d{6}, which is accepted$/,
  );
});

describe('a code that is not valid is told', () => {
  test.each([
    [
      'how many steps it is late',
      '{ expect: { code: { is: valid, from: wire } } }, { wait: 90 s }, { expect: { code: { is: valid, from: last } } }',
      'which does not verify: it is 3 steps late, and the window is 1',
    ],
    [
      'how many steps it is ahead, in a window of its own',
      '{ host: wipe }, { host-clock: +150 s }, { host: load }, { expect: { code: { is: valid, from: wire, window: 4 } } }',
      'which does not verify: it is 5 steps ahead, and the window is 4',
    ],
    [
      'that it fits nowhere',
      'press, { expect: { code: valid } }, { wait: 100 d }, { expect: { code: { is: valid, from: last } } }',
      'which does not verify, nor within 100 steps',
    ],
  ])('%s', async (_, steps, message) => {
    expect(await said(steps)).toContain(message);
  });

  test('nothing more where that was expected', async () => {
    const record = await runOf(
      'steps: [press, { expect: { code: valid } }, { wait: 10 min }, { expect: { code: { is: invalid, from: last } } }]',
    );
    expect(record.steps.at(-1)?.evidence).toMatch(/which does not verify$/);
  });
});

test('a broken segment makes a code that does not verify, and is told as it is seen', async () => {
  const record = await runOf(
    `faults: { broken: lcd.segment 1b }\nsteps: [press, { expect: { code: invalid } }]`,
  );
  expect(record.verdict).toBe('PASS');
  expect(record.steps[1]?.evidence).toMatch(/^the LCD shows \S{6}, which does not verify$/);
});

test('an LCD that shows no code does not hold a valid one', async () => {
  expect(await said('{ battery: 0 % }, { wait: 10 s }, { expect: { code: valid } }')).toMatch(
    /^FAIL: expected code valid: the LCD shows no code but "bAtt 00"$/,
  );
});

test('the clock of a fob that lost it is within no drift', async () => {
  const steps = 'unplug, { cell: out }, { wait: 10 s }, { cell: fresh }, replug, { wait: 1 s }';
  expect(await said(`${steps}, { expect: { drift: { within: 1 h } } }`)).toMatch(
    /^FAIL: .*the clock of the fob is lost/,
  );
});

test('an unsolicited frame is heard', async () => {
  const stale = `faults: { late: 'frame.delay 10000 to-host --on-nth 1' }\n`;
  const record = await runOf(
    `${stale}steps: [{ host: { status, outcome: any } }, { expect: { no-frame: 20 s } }]`,
  );
  expect(record.verdict).toBe('FAIL');
  expect(record.reasons[0]?.message).toMatch(/unasked it sent 3 messages/);
});

test('a counter that went back is found, whoever told it', async () => {
  const told = [5, 7, 6];
  const rigs = rigsWith((rig) => ({
    async connect(options) {
      const device = await rig.connect(options);
      if (!hasCapability(device, 'status')) return device;
      const status = device.getStatus.bind(device);
      device.getStatus = async (request) => {
        const counter = told.shift();
        return { ...(await status(request)), ...(counter === undefined ? {} : { counter }) };
      };
      return device;
    },
  }));
  const steps =
    '{ host: status }, { expect: { counter: never-back } }, { expect: { counter: never-back } }';
  const record = await runOf(`steps: [${steps}]`, { rigs });
  expect(record.verdict).toBe('FAIL');
  expect(record.reasons[0]?.message).toMatch(/its counter went from 7 back to 6$/);
});

test('another seed counts from anew', async () => {
  const steps =
    '{ host: read-code }, { host: read-code }, { host: wipe }, { host: { load: { mode: hotp } } }, { host: read-code }, { expect: { counter: never-back } }';
  expect(await said(steps, 'given: { load: { mode: hotp } }')).toBe('PASS');
});

test('a code of a production fob stands nowhere in the record', async () => {
  const record = await runOf(
    `given: { load: { purpose: production } }\nsteps: [press, { expect: { code: { is: valid, from: wire } } }]`,
  );
  expect(record.verdict).toBe('PASS');
  expect(record.steps[1]?.evidence).toMatch(/^over the wire it told \*{6},/);
  expect(JSON.stringify(record)).not.toMatch(/"\d{6}"/);
});

test('an invariant that did not hold is told', async () => {
  const record = await runOf('steps: [{ expect: { invariants: hold } }]', {
    invariants: () => Promise.resolve(['one counter, two codes']),
  });
  expect(record).toMatchObject({
    verdict: 'FAIL',
    reasons: [{ message: 'expected invariants hold: one counter, two codes' }],
  });
});
