import { readDuration } from '../duration.ts';
import { defineFault, type FaultKind } from '../kind.ts';
import { Words } from '../words.ts';

const unplug = defineFault({
  kind: 'link.unplug',
  layer: 'link',
  args: '[seconds|duration]',
  summary:
    'The fob is pulled off every wire, on the n-th byte right behind it; after that long, or when lifted, it may be plugged in again.',
  example: 'link.unplug 5 --on-nth byte:17',
  event: 'byte',
  compile(args) {
    const words = new Words('link.unplug', '[seconds|duration]', args);
    const word = words.take();
    const seconds = word === undefined ? undefined : readDuration(word, true);
    if (word !== undefined && !(seconds !== undefined && seconds > 0)) {
      throw words.wrong(word, 'seconds or a duration above 0');
    }
    words.end();
    return {
      on: 'part',
      slot: 'link.unplug',
      cuts: true,
      ...(seconds === undefined ? {} : { seconds }),
      begin(act) {
        if (!act.target.plugged) {
          act.finish();
          return;
        }
        act.target.unplug();
        act.fired('pulled off its wires');
      },
      lift(act) {
        if (act.first && act.above === undefined) act.target.note({ kind: 'replugged' });
      },
    };
  },
});

export const linkFaults: readonly FaultKind[] = [unplug];
