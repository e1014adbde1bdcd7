import { fields, optional, required } from '../read/fields.ts';
import { byKind, choice, mapped, type Shape, text } from '../read/shape.ts';
import { duration } from '../quantity/duration.ts';
import { crystalError, percent, temperature, voltage } from '../quantity/quantities.ts';
import { type StepPart, toFob } from './step-word.ts';

const pressTime = duration({ from: 0.001, to: 60, range: 'from 1 ms to 60 s' });
const holdTime = duration({ from: 0.01, to: 3600, range: 'from 10 ms to 1 h' });
const rampTime = duration({ from: 0, to: 86_400, range: 'from 0 s to 1 d' });
const waitTime = duration({ from: 0.001, range: 'from 1 ms to 100 y' });

const heat: Shape<StepPart> = byKind({
  scalar: mapped(temperature, (celsius): StepPart => ({ kind: 'temperature', celsius })),
  map: mapped(
    fields(
      {
        to: required(temperature, 'The temperature that it ends at.'),
        over: optional(rampTime, 'How long the ramp takes; at once if absent.'),
      },
      'temperature',
    ),
    ({ to, over }): StepPart => ({ kind: 'temperature', celsius: to, ...seconds(over) }),
  ),
});

const feed: Shape<StepPart> = byKind({
  scalar: {
    expects: `${voltage.expects}, or cell`,
    schema: { anyOf: [{ const: 'cell' }, voltage.schema] },
    read(at) {
      const { node } = at;
      if (node.kind === 'scalar' && node.value === 'cell') return { kind: 'supply' };
      if (node.kind === 'scalar' && node.value === 'off') {
        return at.wrong(
          '"off" can be two things; 0 V, or cell, which feeds it from its cell again',
        );
      }
      const millivolts = voltage.read(at);
      return millivolts === null ? null : { kind: 'supply', millivolts };
    },
  },
  map: mapped(
    fields(
      {
        to: required(voltage, 'The voltage that it ends at.'),
        over: optional(rampTime, 'How long the ramp takes; at once if absent.'),
      },
      'supply',
    ),
    ({ to, over }): StepPart => ({ kind: 'supply', millivolts: to, ...seconds(over) }),
  ),
});

/** What is done to a fob from outside. */
export const rigWords = {
  press: toFob('A finger pushes the button and lifts: after 150 ms, or the time that is given.', {
    bare: { kind: 'press' },
    value: mapped(pressTime, (s): StepPart => ({
      kind: 'press',
      milliseconds: Math.round(s * 1000),
    })),
  }),
  hold: toFob('A finger stays on the button for that long.', {
    value: mapped(holdTime, (s): StepPart => ({ kind: 'hold', seconds: s })),
  }),
  wait: toFob('World time passes: at once on an emulated rig, by waiting on a bench.', {
    value: mapped(waitTime, (s): StepPart => ({ kind: 'wait', seconds: s })),
  }),
  temperature: toFob('The case is brought to a temperature, at once or by a ramp.', {
    value: heat,
  }),
  battery: toFob('The cell is left with that much of its rated charge.', {
    value: mapped(percent, (value): StepPart => ({ kind: 'battery', percent: value })),
  }),
  cell: toFob('The cell is put in, taken out, or a fresh one is put in.', {
    value: mapped(choice(['in', 'out', 'fresh']), (state): StepPart => ({ kind: 'cell', state })),
  }),
  supply: toFob('A supply feeds the fob in place of its cell; cell: the cell feeds it again.', {
    value: feed,
  }),
  crystal: toFob('The crystal gets a further error; positive is fast.', {
    value: mapped(crystalError, (ppm): StepPart => ({ kind: 'crystal', ppm })),
  }),
  unplug: toFob('The fob is pulled off every wire.', { bare: { kind: 'unplug' } }),
  replug: toFob('The fob is put back on its wires.', { bare: { kind: 'replug' } }),
  arm: toFob('A fault of `faults` is armed.', {
    value: mapped(text('the name of a fault'), (fault): StepPart => ({ kind: 'arm', fault })),
  }),
  clear: toFob('A fault of `faults` is lifted.', {
    value: mapped(text('the name of a fault'), (fault): StepPart => ({ kind: 'clear', fault })),
  }),
};

function seconds(over: number | undefined): { readonly seconds?: number } {
  return over === undefined ? {} : { seconds: over };
}
