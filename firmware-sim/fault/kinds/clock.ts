import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { readDuration } from '../duration.ts';
import { type Act, defineFault, type FaultKind } from '../kind.ts';
import { integerIn } from '../note.ts';
import { adding, replacing } from '../steady.ts';
import { Words } from '../words.ts';

const drift = defineFault({
  kind: 'crystal.drift',
  layer: 'part',
  args: '<ppm>',
  summary: 'The crystal runs that much faster, negative slower; several add up.',
  example: 'crystal.drift 42',
  event: 'press',
  compile(args) {
    const words = new Words('crystal.drift', '<ppm>', args);
    const ppm = words.number({ from: -400_000, to: 400_000 });
    words.end();
    const ppb = Math.round(ppm * 1000);
    return adding(
      `crystal ${Math.abs(ppm)} ppm ${ppm < 0 ? 'slower' : 'faster'}`,
      ({ crystal }, sign) => {
        crystal.driftPpb += sign * ppb;
      },
    );
  },
});

const stop = defineFault({
  kind: 'crystal.stop',
  layer: 'part',
  args: '',
  summary: 'The crystal stands still: the clock, the alarms and the display with it.',
  example: 'crystal.stop --for 1h',
  event: 'press',
  compile(args) {
    new Words('crystal.stop', '', args).end();
    return replacing({
      slot: 'crystal.stop',
      what: 'crystal stopped',
      value: 'stopped',
      read: ({ crystal }) => (crystal.stopped ? 'stopped' : 'running'),
      write: ({ crystal }, value) => {
        crystal.stopped = value === 'stopped';
      },
    });
  },
});

const jump = defineFault({
  kind: 'rtc.jump',
  layer: 'part',
  args: '<±seconds|±duration>',
  summary: 'The calendar leaps. Lifted: it leaps back, unless the clock was set meanwhile.',
  example: 'rtc.jump +1h',
  event: 'press',
  compile(args) {
    const words = new Words('rtc.jump', '<±seconds|±duration>', args);
    const word = words.word();
    const seconds = readDuration(word.replace(/^[+-]/, ''), true);
    if (seconds === undefined) throw words.wrong(word, 'seconds or a duration, as +90, -2h');
    words.end();
    const ticks = Math.round(seconds * TICKS_PER_SECOND) * (word.startsWith('-') ? -1 : 1);
    return {
      on: 'part',
      slot: 'rtc',
      begin(act) {
        const { parts, worldTicks } = act.target;
        const before = parts.rtc.now();
        parts.rtc.jump(ticks);
        const moved = parts.rtc.now() - before;
        // A calendar without power stands at 0 and goes no further back.
        if (moved === 0) {
          act.finish();
          return;
        }
        act.note = { moved, drift: parts.rtc.now() - worldTicks };
        expect(act.others, moved);
        act.fired(`calendar ${moved < 0 ? '−' : '+'}${Math.abs(moved) / TICKS_PER_SECOND} s away`);
      },
      lift({ note, others, target: { parts, worldTicks } }) {
        const moved = integerIn(note, 'moved');
        const drift = parts.rtc.now() - worldTicks;
        // Half of the leap corrected: somebody has set the clock since, or it lost its time.
        const mended = Math.abs(drift - integerIn(note, 'drift')) * 2 >= Math.abs(moved);
        if (mended) return;
        parts.rtc.jump(-moved);
        expect(others, -moved);
      },
    };
  },
});

export const clockFaults: readonly FaultKind[] = [drift, stop, jump];

/** Tells the other leaps that this one moved the calendar, so that they do not call it set. */
function expect(others: Act['others'], ticks: number): void {
  for (const other of others) {
    other.note = { ...other.note, drift: integerIn(other.note, 'drift') + ticks };
  }
}
