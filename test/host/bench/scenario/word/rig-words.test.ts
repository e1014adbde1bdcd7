import { expect, it } from 'vitest';
import { problems, stepsOf, withSteps } from '../support.ts';

it.each([
  ['press', { kind: 'press' }],
  ['press:', { kind: 'press' }],
  ['press: 500 ms', { kind: 'press', milliseconds: 500 }],
  ['hold: 3 s', { kind: 'hold', seconds: 3 }],
  ['wait: 30 d', { kind: 'wait', seconds: 2_592_000 }],
  ['temperature: 60 °C', { kind: 'temperature', celsius: 60 }],
  ['temperature: { to: -10 °C, over: 1 h }', { kind: 'temperature', celsius: -10, seconds: 3600 }],
  ['battery: 5 %', { kind: 'battery', percent: 5 }],
  ['cell: fresh', { kind: 'cell', state: 'fresh' }],
  ['supply: 2.1 V', { kind: 'supply', millivolts: 2100 }],
  ['supply: { to: 2.1 V, over: 10 s }', { kind: 'supply', millivolts: 2100, seconds: 10 }],
  ['supply: cell', { kind: 'supply' }],
  ['crystal: -20 ppm', { kind: 'crystal', ppm: -20 }],
  ['unplug', { kind: 'unplug' }],
  ['replug', { kind: 'replug' }],
])('%s', (line, step) => {
  const place = { file: 'f.yaml', line: 4, column: 5 };
  expect(stepsOf(line)).toEqual([{ ...step, place, text: expect.any(String) as string }]);
});

it.each([
  ['pres', '4:5: steps[0]: "pres" is no step; did you mean press?'],
  ['waitt: 3 s', '4:5: steps[0]: "waitt" is no word of a step; did you mean wait?'],
  ['wait', '4:5: steps[0]: wait needs a value; a duration as'],
  ['wait:', '4:5: steps[0].wait: nothing is not possible here; a duration as'],
  ['wait: 0 s', '4:11: steps[0].wait: "0 s" is out of range; from 1 ms to 100 y'],
  ['unplug: 3 s', '4:13: steps[0].unplug: unplug takes no value; write unplug alone'],
  ['press: 61 s', '4:12: steps[0].press: "61 s" is out of range; from 1 ms to 60 s'],
  ['cell: fesh', '4:11: steps[0].cell: "fesh" is unknown; did you mean fresh?'],
  ['supply: off', '4:13: steps[0].supply: "off" can be two things; 0 V, or cell'],
  [
    'supply: { to: 2.1 V, ovr: 3 s }',
    '4:26: steps[0].supply: "ovr" is no word of supply; did you mean over?',
  ],
  ['supply: { over: 3 s }', '4:13: steps[0].supply: to is missing; a voltage'],
  ['temperature: 60', '4:18: steps[0].temperature: "60" has no unit; a temperature'],
  ['{ press, unplug }', '4:14: steps[0]: unplug stands beside press; one step at a time'],
  ['{ press: , because: cold }', '4:16: steps[0]: "because" is no word of a step; possible: press'],
  ['{}', '4:5: steps[0]: no step is there; possible: press, hold'],
  ['[press]', '4:5: steps[0]: a list is not possible here; step: press, hold'],
])('%s is refused', (line, told) => {
  expect(problems(withSteps(line))).toEqual([expect.stringContaining(`f.yaml:${told}`)]);
});

it.each([
  ['wait: 30 d', 'wait 30 d'],
  ['supply: { to: 2.1 V, over: 10 s }', 'supply to 2.1 V, over 10 s'],
  ['host: { load: { digits: 6, step: 30 s } }', 'host load digits 6 step 30 s'],
  [
    'expect: { lcd: bAtt 05, battery: { above: 3 %, below: 7 % } }',
    'expect lcd bAtt 05, battery above 3 % below 7 %',
  ],
  ['repeat: { times: 3, steps: [press] }', 'repeat times 3'],
  ['ask: { en: Push it, ja: 押して }', 'ask en Push it, ja 押して'],
])('a report shows %s as %s', (line, text) => {
  expect(stepsOf(line)[0]?.text).toBe(text);
});
