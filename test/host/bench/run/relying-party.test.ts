import { setImmediate } from 'node:timers/promises';
import { OtplibRelyingParty, type RelyingPartyRules, type RunPorts } from '@fobkit/bench';
import { expect, test } from 'vitest';
import { runOf } from './support.ts';

interface Opened {
  readonly relyingParty: RunPorts['relyingParty'];
  readonly own: Partial<RelyingPartyRules>[];
  opened: number;
  closed: number;
}

/** Relying parties that take a while to open, and are counted. */
function counted(): Opened {
  const seen: Opened = {
    own: [],
    opened: 0,
    closed: 0,
    relyingParty: async (rules, own) => {
      await setImmediate();
      seen.opened++;
      seen.own.push(own);
      const party = new OtplibRelyingParty(rules);
      return Object.assign(party, {
        close: () => {
          seen.closed++;
          return Promise.resolve();
        },
      });
    },
  };
  return seen;
}

test('a relying party is waited for, and closed when the run is over', async () => {
  const seen = counted();
  const { verdict } = await runOf('steps: [press, { bank: verify }]', seen);
  expect(verdict).toBe('PASS');
  expect(seen).toMatchObject({ opened: 1, closed: 1 });
});

test('is closed after a FAIL too, with those that judged alone', async () => {
  const seen = counted();
  const { verdict } = await runOf(
    'steps: [press, { expect: { code: invalid } }, { bank: { register: ok } }]',
    seen,
  );
  expect(verdict).toBe('FAIL');
  expect(seen.opened).toBeGreaterThan(0);
  expect(seen.closed).toBe(seen.opened);
});

test('is opened anew for each power cut, and each is closed', async () => {
  const seen = counted();
  const { verdict } = await runOf(
    `steps:
  - press
  - bank: verify
  - wait: 1 min
  - power-cuts: { during: [press], cuts: 3, then: [{ wait: 1 min }, press, { bank: verify }] }
`,
    seen,
  );
  expect(verdict).toBe('PASS');
  expect(seen.opened).toBeGreaterThan(2);
  expect(seen.closed).toBe(seen.opened);
});

test('none is opened where nothing is asked of it', async () => {
  const seen = counted();
  await runOf('steps: [press, { expect: { lifecycle: ready } }]', seen);
  expect(seen.opened).toBe(0);
});

test('it hears which rules the file itself says', async () => {
  const seen = counted();
  await runOf('relying-party: { window: 3 }\nsteps: [press, { bank: verify }]', seen);
  expect(seen.own).toEqual([{ window: 3 }]);
});

test('one that does not open, or does not close, proves nothing of the fob', async () => {
  const steps = 'steps: [press, { bank: verify }]';
  const away = () => Promise.reject(new Error('the store is gone'));
  const unopened = await runOf(steps, { relyingParty: away });
  expect(unopened).toMatchObject({
    verdict: 'INVALID',
    reasons: [{ message: expect.stringContaining('the store is gone') as string }],
  });
  const unclosed = await runOf(steps, {
    relyingParty: (rules) => Object.assign(new OtplibRelyingParty(rules), { close: away }),
  });
  expect(unclosed).toMatchObject({
    verdict: 'INVALID',
    reasons: [{ message: expect.stringContaining('does not close') as string }],
  });
});

test('its name is in the record; the usual one has none', async () => {
  const steps = 'steps: [press, { bank: verify }]';
  const named = await runOf(steps, { relyingPartyName: 'bank:1303' });
  expect(named.relyingParty).toBe('bank:1303');
  expect(await runOf(steps)).not.toHaveProperty('relyingParty');
});
