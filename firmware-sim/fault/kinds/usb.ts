import { FOB_USB } from '@fobkit/protocol';
import { type Act, defineFault, type FaultKind } from '../kind.ts';
import { Words } from '../words.ts';

/** The fob's functions by the name that a person knows them by. */
const FUNCTIONS: Readonly<Record<string, { readonly in: number; readonly out: number }>> = {
  hid: FOB_USB.hid,
  serial: FOB_USB.cdc,
  webusb: FOB_USB.webusb,
};
const NAMES = Object.keys(FUNCTIONS).join('|');

const stall = defineFault({
  kind: 'usb.stall',
  layer: 'link',
  args: `<${NAMES}> [in|out]`,
  summary:
    'An endpoint halts and stalls every transfer until the host clears the halt; it waits for a host that has configured the fob.',
  example: 'usb.stall serial in',
  event: 'frame',
  needs: 'functions',
  compile(args) {
    const words = new Words('usb.stall', `<${NAMES}> [in|out]`, args);
    const name = words.word();
    const found = FUNCTIONS[name];
    if (found === undefined) throw words.wrong(name, `one of ${NAMES}`);
    const way = words.take() ?? 'in';
    if (way !== 'in' && way !== 'out') throw words.wrong(way, 'in or out');
    words.end();
    const address = found[way];
    const halt = (act: Act): void => {
      if (act.target.halt(address) === 0) return;
      act.fired(`halted the ${way} endpoint of ${name}`);
      act.finish();
    };
    return { on: 'part', momentary: true, begin: halt, look: halt, lift: () => undefined };
  },
});

const brownout = defineFault({
  kind: 'usb.brownout',
  layer: 'link',
  args: '',
  summary:
    'The bus gives less than the fob takes: its chip resets and it falls off every wire at once, and may be plugged in again.',
  example: 'usb.brownout --on-nth plug:2',
  event: 'plug',
  compile(args) {
    new Words('usb.brownout', '', args).end();
    const fall = (act: Act): void => {
      if (!act.target.plugged) return;
      act.target.unplug();
      act.target.brownOut();
      act.fired('reset and fell off its wires');
      act.target.note({ kind: 'replugged' });
      act.finish();
    };
    return { on: 'part', momentary: true, begin: fall, look: fall, lift: () => undefined };
  },
});

export const usbFaults: readonly FaultKind[] = [stall, brownout];
