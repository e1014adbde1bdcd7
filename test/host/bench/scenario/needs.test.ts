import { expect, it } from 'vitest';
import { needsOf, needsOfSteps } from '../../../../host/bench/scenario/needs.ts';
import { stepsOf } from './support.ts';

it.each([
  ['press', ['press']],
  ['hold: 3 s', ['hold']],
  ['temperature: 60 °C', ['temperature']],
  ['battery: 5 %', ['battery']],
  ['cell: out', ['cell']],
  ['supply: 2 V', ['supply']],
  ['crystal: 2 ppm', ['crystal']],
  ['unplug', ['unplug']],
  ['replug', ['replug']],
  ['wait: 30 d', []],
  ['host: info', ['wire']],
  ['host: read-code', ['wire']],
  ['host: guess-key', ['wire']],
  ['host: load', ['wire', 'factory-key']],
  ['host: set-clock', ['wire', 'factory-key']],
  ['host: { trim: 0 }', ['wire', 'factory-key']],
  ['host: rotate-key', ['wire', 'factory-key']],
  ['host: key-check', ['wire', 'factory-key']],
  ['host: wipe', ['wire', 'factory-key']],
  ['host-clock: 1 s', []],
  ['bank: verify', []],
  ['measure: rail', []],
  ['ask: ready?', []],
  ['power-cuts: { during: [press], then: [press] }', ['snapshot', 'fault']],
  ['repeat: { times: 2, steps: [press] }', []],
  ['expect: { code: valid }', ['lcd', 'press']],
  ['expect: { code: { is: valid, from: wire } }', ['wire']],
  ['expect: { code: { is: valid, from: last } }', []],
  ['expect: { lcd: off, picture: a.svg, lifecycle: ready, log: boot }', ['lcd', 'picture', 'wire']],
  ['expect: { drift: { within: 3 s }, locked: true, counter: never-back }', []],
])('%s needs %j', (line, needs) => {
  const [step] = stepsOf(line);
  expect(step && needsOf(step)).toEqual(needs);
});

it('steps need what the steps inside them need, not what their equivalents do', () => {
  const group =
    'group: { steps: [{ cell: out, equivalent: [unplug], tolerance: a }, { hold: 1 s }] }';
  expect(needsOfSteps(stepsOf('press', 'press', group))).toEqual(['press', 'cell', 'hold']);
});

it('an equivalent has needs of its own', () => {
  const [step] = stepsOf('{ wait: 30 d, equivalent: [{ host: set-clock }], tolerance: a }');
  expect(step?.equivalent && needsOfSteps(step.equivalent.steps)).toEqual(['wire', 'factory-key']);
});
