import { expect, it } from 'vitest';
import { problems, read } from '../support.ts';

function withFault(fault: string, ...steps: readonly string[]): string {
  const lines = ['scenario: a', 'profile: generic', `faults: { seg: ${fault} }`, 'steps:'];
  return [...lines, ...['press', ...steps].map((step) => `  - ${step}`), ''].join('\n');
}

function faultOf(text: string): unknown {
  return read(text)[0]?.faults.get('seg');
}

it('a fault is in the words of docs/faults.md', () => {
  expect(faultOf(withFault('lcd.segment 2d'))).toEqual({
    name: 'seg',
    text: 'lcd.segment 2d',
    fault: { kind: 'lcd.segment' },
    armedByStep: false,
    place: { file: 'f.yaml', line: 3, column: 16 },
  });
});

it('or data with its kind', () => {
  expect(faultOf(withFault('{ kind: lcd.segment, args: [2d] }'))).toMatchObject({
    fault: { kind: 'lcd.segment' },
  });
});

it('or a map with its equivalent', () => {
  const fault = '{ fault: lcd.segment 2d, equivalent: { steps: [press], tolerance: none } }';
  expect(faultOf(withFault(fault))).toMatchObject({
    text: 'lcd.segment 2d',
    equivalent: { tolerance: 'none', steps: [{ kind: 'press' }] },
  });
});

it('it is armed before the first step, unless a step arms it', () => {
  expect(faultOf(withFault('lcd.segment 2d', 'arm: seg'))).toMatchObject({ armedByStep: true });
  const both = withFault('{ fault: lcd.segment 2d, armed: at-start }', 'clear: seg', 'arm: seg');
  expect(faultOf(both)).toMatchObject({ armedByStep: false });
});

it('the step that arms it may stand deep inside others', () => {
  const step = 'repeat: { times: 2, steps: [{ group: { steps: [{ arm: seg }] } }] }';
  expect(faultOf(withFault('lcd.segment 2d', step))).toMatchObject({ armedByStep: true });
});

it.each([
  [
    'lcd.segmnt 2d',
    [],
    '3:16: faults.seg: no fault is called lcd.segmnt; did you mean lcd.segment?',
  ],
  ['{ kind: lcd.segmnt }', [], '3:16: faults.seg: no fault is called lcd.segmnt'],
  ['{ fault: x, armed: later }', [], '"later" is unknown; possible: at-start, by-step'],
  ['{ armed: at-start }', [], 'fault is missing; '],
  ['{ fault: lcd.segment 2d, armed: by-step }', [], 'no step arms it; a step arm: seg'],
  [
    'lcd.segment 2d',
    ['arm: sge'],
    '6:10: steps[1].arm: "sge" is no fault of this file; did you mean seg?',
  ],
  [
    'lcd.segment 2d',
    ['clear: other'],
    '6:12: steps[1].clear: "other" is no fault of this file; possible: seg',
  ],
])('%s %j is refused', (fault, steps, told) => {
  expect(problems(withFault(fault, ...steps))).toContainEqual(expect.stringContaining(told));
});

it('arm in a file without faults says that there is none', () => {
  const text = 'scenario: a\nprofile: generic\nsteps:\n  - arm: seg\n';
  expect(problems(text)).toEqual([
    'f.yaml:4:10: steps[0].arm: "seg" is no fault of this file; there is none',
  ]);
});
