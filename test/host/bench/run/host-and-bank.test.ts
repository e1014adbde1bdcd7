import type { ConnectOptions } from '@fobkit/client';
import { toHex } from '@fobkit/protocol';
import { describe, expect, test } from 'vitest';
import { asBench, rigsWith, runOf } from './support.ts';

async function verdictOf(steps: string, given = ''): Promise<string> {
  const { verdict, reasons } = await runOf(`${given}\nsteps: [${steps}]`);
  return [verdict, ...reasons.map(({ message }) => message)].join(': ');
}

describe('a command of the host', () => {
  test.each([
    'info',
    'status',
    'read-display',
    'self-test',
    'wink',
    'read-code',
    'key-check',
    'wipe',
    'rotate-key',
    '{ set-clock: 5 s }',
    '{ trim: 1000 ppb }',
  ])('%s comes off on a loaded fob', async (command) => {
    expect(await verdictOf(`{ host: ${command} }`)).toBe('PASS');
  });

  test('that is refused as expected passes', async () => {
    expect(await verdictOf('{ host: { guess-key, outcome: wrong-key } }')).toBe('PASS');
    expect(await verdictOf('{ host: { load: {}, outcome: wrong-lifecycle } }')).toBe('PASS');
  });

  test('that is taken where a refusal was expected is FAIL', async () => {
    expect(await verdictOf('{ host: { info, outcome: wrong-lifecycle } }')).toMatch(
      /^FAIL: expected wrong-lifecycle, got ok/,
    );
  });

  test('that is refused in another way is FAIL', async () => {
    expect(await verdictOf('{ host: { load: {}, outcome: clock-limit } }')).toMatch(
      /^FAIL: expected clock-limit, got wrong-lifecycle/,
    );
  });

  test('with any outcome passes with any', async () => {
    const steps = '{ host: { guess-key, outcome: any } }, { expect: { lifecycle: ready } }';
    expect(await verdictOf(steps)).toBe('PASS');
  });

  test('goes by the key that holds, after a rotation and after a wipe', async () => {
    const steps =
      '{ host: rotate-key }, { host: key-check }, { host: rotate-key }, { host: wipe }, { host: load }, { host: key-check }';
    expect(await verdictOf(steps)).toBe('PASS');
  });

  test('goes by the host’s own clock', async () => {
    const steps =
      '{ host: wipe }, { host-clock: +90 s }, { host: load }, { host-clock: 0 s }, { expect: { drift: { within: 1 s, about: 90 s } } }';
    expect(await verdictOf(steps)).toBe('PASS');
  });
});

test('every request of a run carries its id, over all of its links', async () => {
  const tags: string[] = [];
  const rigs = rigsWith((rig) => ({
    connect(options: ConnectOptions = {}) {
      const next = options.tags?.next() ?? new Uint8Array();
      tags.push(toHex(next));
      return rig.connect(options);
    },
  }));
  await runOf('steps: [{ host: info }, unplug, replug, { host: info }]', { rigs });
  expect(tags).toHaveLength(2);
  expect(new Set(tags).size).toBe(2);
  expect(tags.map((tag) => tag.slice(0, 10))).toEqual(['b102030405', 'b102030405']);
});

describe('the bank', () => {
  test('has every fob by itself where no step registers', async () => {
    expect(await verdictOf('press, { bank: { verify: accepted } }')).toBe('PASS');
  });

  test('has no fob before it is registered where one does', async () => {
    const steps =
      'press, { bank: { verify: unknown } }, { bank: register }, { bank: verify }, { bank: { verify: replayed } }';
    expect(await verdictOf(steps)).toBe('PASS');
  });

  test('that takes a code where it should not is FAIL', async () => {
    expect(await verdictOf('press, { bank: { verify: wrong } }')).toBe(
      'FAIL: expected the bank to say wrong, and it says accepted',
    );
  });

  test('locks, tells it, and unlocks', async () => {
    const steps =
      '{ repeat: { times: 5, steps: [{ bank: { verify: wrong, code: "000000" } }] } }, { expect: { locked: true } }, press, { bank: { verify: locked } }, { bank: unlock }, { bank: verify }, { expect: { locked: false } }';
    expect(await verdictOf(steps)).toBe('PASS');
  });

  test('refuses a serial label that it has, of another fob', async () => {
    const given = `given: { others: { twin: { load: { serial: FOB-00000017 } } } }`;
    const steps =
      '{ bank: register }, { bank: { register: duplicate }, fob: twin }, { fob: twin, press: 150 ms }, { bank: { verify: wrong }, fob: twin }';
    expect(await verdictOf(steps, given)).toBe('PASS');
  });

  test('follows a fob that is found again by two codes', async () => {
    const given = 'given: { drift: 20 min }\nrelying-party: { resync-window: 50 }';
    const steps =
      '{ host: read-code }, { bank: { verify: wrong } }, { wait: 30 s }, { host: read-code }, { bank: resync }, { wait: 30 s }, { host: read-code }, { bank: verify }';
    expect(await verdictOf(steps, given)).toBe('PASS');
  });

  test('that is asked with no code read before is INVALID', async () => {
    expect(await verdictOf('{ bank: verify }')).toMatch(/^INVALID: no code/);
    expect(await verdictOf('press, { bank: resync }')).toMatch(/^INVALID: no 2 codes/);
  });
});

test('after a press of a production fob nobody looks for a code, which would use the press up', async () => {
  let looks = 0;
  const rigs = rigsWith((rig) => ({
    ...asBench(rig),
    lcd() {
      looks++;
      return rig.lcd();
    },
  }));
  const steps = (purpose: string): string =>
    `given: { load: { purpose: ${purpose} } }\nsteps: [press, { host: read-code }, { bank: verify }]`;
  expect((await runOf(steps('production'), { rigs })).verdict).toBe('PASS');
  expect(looks).toBe(0);
  await runOf(steps('test'), { rigs });
  expect(looks).toBe(1);
});
