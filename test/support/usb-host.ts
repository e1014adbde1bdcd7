import type { Fob } from '@fobkit/firmware-sim';
import { encodeSetup, type SetupPacket } from '@fobkit/protocol';
import type { Urb, UrbResult } from '../../firmware-sim/plug/usb/urb.ts';
import { UsbPort } from '../../firmware-sim/plug/usb/usb-port.ts';
import { blankFob } from './raw-host.ts';

const NOTHING = new Uint8Array(0);

export type Ask = Partial<SetupPacket> & Pick<SetupPacket, 'request'>;

/** The 8 bytes of a request; a standard one to the device where nothing else is said. */
export function setupOf(ask: Ask): Uint8Array {
  return encodeSetup({
    direction: 'out',
    type: 'standard',
    recipient: 'device',
    value: 0,
    index: 0,
    length: 0,
    ...ask,
  });
}

/** A host of the tests' own on a USB port, whose transfers end at once or stay under way. */
export class UsbHost {
  readonly fob: Fob;
  readonly port: UsbPort;
  unplugged = 0;

  constructor(fob = blankFob()) {
    this.fob = fob;
    this.port = new UsbPort(fob, { unplugged: () => this.unplugged++ });
    this.port.plugIn();
    this.port.reset();
  }

  /** One that has chosen the configuration. */
  static configured(fob?: Fob): UsbHost {
    const host = new UsbHost(fob);
    host.control({ request: 9, value: 1 });
    return host;
  }

  /** The result of a transfer; undefined while it is under way. */
  try(urb: Partial<Urb>): UrbResult | undefined {
    let result: UrbResult | undefined;
    this.port.submit({ endpoint: 0, data: NOTHING, length: 0, ...urb }, (given) => {
      result = given;
    });
    return result;
  }

  control(ask: Ask, data: Uint8Array = NOTHING): UrbResult {
    const full = { ...ask, length: ask.length ?? data.length };
    return this.#ended({ setup: setupOf(full), data, length: full.length });
  }

  in(endpoint: number, length = 64): UrbResult {
    return this.#ended({ endpoint, length });
  }

  out(endpoint: number, data: Uint8Array): UrbResult {
    return this.#ended({ endpoint, data });
  }

  #ended(urb: Partial<Urb>): UrbResult {
    const result = this.try(urb);
    if (result === undefined) throw new Error('the transfer did not end');
    return result;
  }
}
