import { encodeSetup, UsbRequest } from '@fobkit/protocol';
import type { UsbPort } from './usb-port.ts';

const NONE: Uint8Array = new Uint8Array(0);

/**
 * Resets the fob on a port and gives it an address, as a host does with what was just plugged in.
 * Those who serve a port to a remote host do it for that host, which keeps addresses to itself.
 */
export function resetAndAddress(port: UsbPort, address: number): void {
  port.reset();
  const setup = encodeSetup({
    direction: 'out',
    type: 'standard',
    recipient: 'device',
    request: UsbRequest.SetAddress,
    value: address,
    index: 0,
    length: 0,
  });
  // A fob that does not take it now does not answer its new host either.
  port.submit({ endpoint: 0, setup, data: NONE, length: 0 }, () => undefined);
}
