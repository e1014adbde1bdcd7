import type { Battery } from '../../hardware/battery.ts';

import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { integerOf } from '../../hardware/part-state.ts';
import { defineFault, type FaultKind } from '../kind.ts';
import { integerIn } from '../note.ts';
import { adding } from '../steady.ts';
import { Words } from '../words.ts';

/** Ticks of an hour: the cell counts nA·h, and beneath them nA·ticks. */
const HOUR_TICKS = 3600 * TICKS_PER_SECOND;

const drain = defineFault({
  kind: 'battery.drain',
  layer: 'part',
  args: '[percent]',
  summary:
    'The cell holds only that much of its charge, 0 if not said. Lifted: the charge is back.',
  example: 'battery.drain 5',
  event: 'press',
  needs: 'cell',
  compile(args) {
    const words = new Words('battery.drain', '[percent]', args);
    const percent = words.integer({ from: 0, to: 100, usual: 0 });
    words.end();
    return {
      on: 'part',
      slot: 'charge',
      begin(act) {
        const { battery } = act.target.parts;
        const [had, before] = [battery.cellPercent(), usedBy(battery)];
        battery.setPercent(percent);
        const after = usedBy(battery);
        act.note = {
          nah: after.nah - before.nah,
          carry: after.carry - before.carry,
          level: after.nah,
        };
        act.fired(`cell taken from ${had} % to ${percent} % of its charge`);
      },
      lift({ above, note, target }) {
        const nah = integerIn(note, 'nah');
        const carry = integerIn(note, 'carry');
        if (above === undefined)
          giveBack(target.parts.battery, { nah, carry }, integerIn(note, 'level'));
        else {
          const { note: its } = above;
          above.note = {
            ...its,
            nah: integerIn(its, 'nah') + nah,
            carry: integerIn(its, 'carry') + carry,
          };
        }
      },
    };
  },
});

const leak = defineFault({
  kind: 'battery.leak',
  layer: 'part',
  args: '<microamps>',
  summary: 'A further current flows from the cell as long as it is in.',
  example: 'battery.leak 100',
  event: 'press',
  needs: 'cell',
  compile(args) {
    const words = new Words('battery.leak', '<microamps>', args);
    const microamps = words.number({ from: 0.001, to: 1_000_000 });
    words.end();
    const nanoamps = Math.round(microamps * 1000);
    return adding(`leak of ${microamps} µA`, ({ battery }, sign) => {
      battery.drainNa += sign * nanoamps;
    });
  },
});

const resistance = defineFault({
  kind: 'battery.resistance',
  layer: 'part',
  args: '<ohms>',
  summary: 'The cell, or its contact, has that much more resistance: brown-out under load.',
  example: 'battery.resistance 1000',
  event: 'press',
  needs: 'cell',
  compile(args) {
    const words = new Words('battery.resistance', '<ohms>', args);
    const ohms = words.number({ from: 0.001, to: 10_000_000 });
    words.end();
    const milliohms = Math.round(ohms * 1000);
    return adding(`${ohms} Ω more in series with the cell`, ({ battery }, sign) => {
      battery.extraMilliohms += sign * milliohms;
    });
  },
});

const brownout = defineFault({
  kind: 'battery.brownout',
  layer: 'part',
  args: '',
  summary: 'The supply breaks down once, under the next load of the firmware (a code it computes).',
  example: 'battery.brownout --on-nth press:2',
  event: 'press',
  needs: 'cell',
  compile(args) {
    new Words('battery.brownout', '', args).end();
    return {
      on: 'part',
      slot: 'sag',
      momentary: true,
      begin: () => undefined,
      look(act) {
        // One sag at a time: a second fault waits for the load after the first one's.
        if (!act.first) return;
        if (!act.note['ready']) {
          act.note = { ready: true };
          act.target.sagging = true;
        } else if (!act.target.sagging) {
          act.fired('supply sagged under a load');
          act.finish();
        }
      },
      lift({ note, target }) {
        if (note['ready']) target.sagging = false;
      },
    };
  },
});

export const batteryFaults: readonly FaultKind[] = [drain, leak, resistance, brownout];

interface Used {
  readonly nah: number;
  readonly carry: number;
}

function usedBy(battery: Battery): Used {
  const state = battery.save();
  return { nah: integerOf(state, 'usedNah'), carry: integerOf(state, 'carry') };
}

/** Unless a fresh cell, or a hand that set the charge, has mended it already. */
function giveBack(battery: Battery, taken: Used, level: number): void {
  const now = usedBy(battery);
  if (now.nah < level) return;
  const carry = now.carry - taken.carry;
  const whole = Math.floor(carry / HOUR_TICKS);
  const usedNah = Math.max(0, Math.min(battery.capacityNah, now.nah - taken.nah + whole));
  battery.load({ ...battery.save(), usedNah, carry: carry - whole * HOUR_TICKS });
}
