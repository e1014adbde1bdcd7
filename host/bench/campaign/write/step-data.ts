import type { BankCall, HostCall, Step } from '../../scenario/model.ts';
import { amount, defined, seconds } from './amounts.ts';
import { loadData } from './load-data.ts';

/**
 * A step in the words of a scenario file: a bare word, or a map.
 *
 * @throws RangeError for a step that no campaign draws.
 */
export function stepData(step: Step): unknown {
  const word = wordOf(step);
  if (typeof word === 'string' && step.fob === undefined && step.equivalent === undefined) {
    return word;
  }
  return defined({
    ...(typeof word === 'string' ? { [word]: null } : word),
    fob: step.fob,
    equivalent: step.equivalent && { steps: step.equivalent.steps.map(stepData) },
    tolerance: step.equivalent?.tolerance,
  });
}

function wordOf(step: Step): string | Readonly<Record<string, unknown>> {
  switch (step.kind) {
    case 'press':
      return step.milliseconds === undefined ? 'press' : { press: amount(step.milliseconds, 'ms') };
    case 'unplug':
    case 'replug':
      return step.kind;
    case 'hold':
    case 'wait':
      return { [step.kind]: seconds(step.seconds) };
    case 'temperature':
      return { temperature: ramp(amount(step.celsius, '°C'), step.seconds) };
    case 'battery':
      return { battery: amount(step.percent, '%') };
    case 'cell':
      return { cell: step.state };
    case 'supply':
      if (step.millivolts === undefined) return { supply: 'cell' };
      return { supply: ramp(amount(step.millivolts, 'mV'), step.seconds) };
    case 'crystal':
      return { crystal: amount(step.ppm, 'ppm') };
    case 'arm':
    case 'clear':
      return { [step.kind]: step.fault };
    case 'host':
      return { host: hostData(step.call) };
    case 'host-clock':
      return { 'host-clock': seconds(step.offset) };
    case 'bank':
      return { bank: bankData(step.call) };
    case 'repeat':
      return { repeat: { times: step.times, steps: step.steps.map(stepData) } };
    case 'power-cuts': {
      const { during, then, cuts } = step.sweep;
      const sweep = { during: during.map(stepData), then: then.map(stepData), cuts };
      return { 'power-cuts': defined(sweep) };
    }
    case 'expect':
      if (step.expectations.some(({ kind }) => kind !== 'invariants')) throw unwritten(step);
      return { expect: { invariants: 'hold' } };
    case 'group':
    case 'measure':
    case 'ask':
      throw unwritten(step);
  }
}

function ramp(to: string, over: number | undefined): unknown {
  return over === undefined ? to : { to, over: seconds(over) };
}

function hostData({ command, outcome }: HostCall): unknown {
  return { ...commandData(command), outcome };
}

function commandData(command: HostCall['command']): Readonly<Record<string, unknown>> {
  switch (command.name) {
    case 'load':
      return { load: bareIfEmpty(loadData(command.load)) };
    case 'set-clock':
      return { 'set-clock': seconds(command.offset) };
    case 'trim':
      return { trim: amount(command.ppb, 'ppb') };
    case 'read-code': {
      const { challenge } = command;
      return { 'read-code': challenge === undefined ? null : { challenge } };
    }
    default:
      return { [command.name]: null };
  }
}

function bareIfEmpty(data: Readonly<Record<string, unknown>>): unknown {
  return Object.keys(data).length === 0 ? null : data;
}

function bankData(call: BankCall): unknown {
  if (!('outcome' in call)) return call.name;
  return defined({
    [call.name]: call.outcome,
    code: 'code' in call ? call.code : undefined,
    as: 'as' in call ? loadData(call.as) : undefined,
  });
}

function unwritten({ kind }: Step): RangeError {
  return new RangeError(`no campaign draws a step ${kind}`);
}
