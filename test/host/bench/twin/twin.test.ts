import { readTwins, twinProfile, twinText } from '@fobkit/bench';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const SCENARIO = `
scenario: weak
profile: generic
given: { time: 2027-01-01T00:00:00Z, load: { serial: '0017', digits: 6 } }
faults: { old: lcd.segment 2d }
steps: [press, { bank: { verify: wrong, code: '000000' } }]
`;

test('a twin has the steps of its scenario, and what its defect changes', () => {
  const text = twinText(SCENARIO, {
    defect: 'A slow crystal',
    given: { load: { digits: 8 } },
    faults: { defect: 'crystal.drift -20' },
    'relying-party': { window: 0 },
  });
  expect(parse(text)).toEqual({
    scenario: 'weak',
    profile: 'generic',
    given: { time: '2027-01-01T00:00:00Z', load: { serial: '0017', digits: 8 } },
    faults: { old: 'lcd.segment 2d', defect: 'crystal.drift -20' },
    'relying-party': { window: 0 },
    steps: ['press', { bank: { verify: 'wrong', code: '000000' } }],
  });
});

test('a defect of the fob type changes the profile and not the scenario', () => {
  const defect = { defect: 'No warning', profile: { product: { lowBattery: [] } } };
  expect(parse(twinText(SCENARIO, defect))).toEqual(parse(SCENARIO));
  expect(twinProfile({ name: 'x', product: { model: 'x', lowBattery: [1] } }, defect)).toEqual({
    name: 'x',
    product: { model: 'x', lowBattery: [] },
  });
});

test('a defect that would change the steps is refused', () => {
  expect(() => readTwins('weak: { defect: Another step, steps: [] }')).toThrow(/steps/);
});

test('a defect says what it is', () => {
  expect(() => readTwins('weak: { given: { battery: 5 % } }')).toThrow(/defect/);
});
