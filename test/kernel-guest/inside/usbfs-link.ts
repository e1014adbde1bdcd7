import type { Link, WebUsbDevice } from '@fobkit/client';
import { systemUsb, webUsbLink } from '@fobkit/client/node';
import type { UsbEnd, UsbPluggable } from '@fobkit/firmware-sim/plug';
import { FOB_USB, toHex } from '@fobkit/protocol';
import { DEVICE_ID } from '../../support/raw-host.ts';

const PATIENCE_MS = 3_600_000;

/**
 * The WebUSB link of Node to a fob of this very process, whose time stands still while bytes are
 * under way. Npm `usb` is not made for either, which this class makes up for.
 */
export class UsbfsLink {
  #nudge: (() => void) | undefined;

  /** The fob at the end of a cable over which `link` can be told that the read under way is over. */
  fobEnd(fob: UsbPluggable): UsbPluggable {
    return {
      plugInUsb: () => {
        const cable = fob.plugInUsb();
        let nudged = false;
        let ready: (() => void) | undefined;
        this.#nudge = () => {
          nudged = true;
          ready?.();
        };
        return withReads(cable, {
          in: (endpoint) => {
            if (!nudged || (endpoint | 0x80) !== FOB_USB.webusb.in) return cable.in(endpoint);
            nudged = false;
            return new Uint8Array(0);
          },
          onReady: (listener) => {
            ready = () => {
              listener(FOB_USB.webusb.in);
            };
            return cable.onReady(listener);
          },
        });
      },
    };
  }

  link(): Link {
    const usb = { getDevices: async () => (await (await systemUsb()).getDevices()).map(patient) };
    const link = webUsbLink({ deviceId: toHex(DEVICE_ID), usb });
    return {
      url: link.url,
      open: async (options) => {
        const connection = await link.open(options);
        return {
          ...(connection.framing === undefined ? {} : { framing: connection.framing }),
          write: (bytes) => connection.write(bytes),
          onBytes: (listener) => connection.onBytes(listener),
          closed: connection.closed,
          close: () => {
            const closing = connection.close();
            this.#nudge?.();
            return closing;
          },
        };
      },
    };
  }
}

function withReads(cable: UsbEnd, reads: Pick<UsbEnd, 'in' | 'onReady'>): UsbEnd {
  return {
    ...cable,
    get plugged() {
      return cable.plugged;
    },
    get busState() {
      return cable.busState;
    },
    ...reads,
  };
}

/**
 * A device without time-outs, since what comes at the moment of one is lost: the kernel gives it to
 * the transfer that is being cancelled. And without a description, which npm `usb` reads while this
 * process stands still and the fob cannot answer; a link then takes the usual interface.
 */
function patient(device: WebUsbDevice): WebUsbDevice {
  return new Proxy(device, {
    get: (target, name) => {
      switch (name) {
        case 'configuration':
          throw new Error('the fob is in this process');
        case 'transferIn':
          return (endpoint: number, length: number) =>
            target.transferIn(endpoint, length, PATIENCE_MS);
        case 'transferOut':
          return (endpoint: number, data: Uint8Array<ArrayBuffer>) =>
            target.transferOut(endpoint, data, PATIENCE_MS);
        default: {
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        }
      }
    },
  });
}
