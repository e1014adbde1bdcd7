import type { Link } from '@fobkit/client';
import { hidLink, serialLink } from '@fobkit/client/node';
import { openUsbipServer, type UsbipServer, type UsbPluggable } from '@fobkit/firmware-sim/plug';
import { FOB_USB, HID_REPORT_SIZE } from '@fobkit/protocol';
import { emulated } from '../../conformance/emulated.ts';
import type { UsbLinkEndpoints } from '../../conformance/flow.ts';
import type { Reach } from '../../conformance/reach.ts';
import { UsbSeat } from './usb-seat.ts';
import { UsbfsLink } from './usbfs-link.ts';
import { isGone, isThere, NODES, until, usbipAttach } from './vhci.ts';

/** A link, and what it wants at the fob's end. */
interface Ends {
  fobEnd(fob: UsbPluggable): UsbPluggable;
  link(): Link;
}

interface Kind {
  readonly endpoints: UsbLinkEndpoints;
  readonly ends: () => Ends;
}

const KINDS: Readonly<Record<string, Kind>> = {
  hidraw: {
    endpoints: { ...FOB_USB.hid, report: HID_REPORT_SIZE },
    ends: () => plainly(hidLink({ path: NODES.hid })),
  },
  ttyACM: { endpoints: FOB_USB.cdc, ends: () => plainly(serialLink({ path: NODES.serial })) },
  usbfs: { endpoints: FOB_USB.webusb, ends: () => new UsbfsLink() },
};

function plainly(link: Link): Ends {
  return { fobEnd: (fob) => fob, link: () => link };
}

/** A way that leads through the kernel that this runs on, to a fob of this process. */
export class KernelWay {
  readonly #kind: Kind;
  readonly #server: UsbipServer;
  readonly #seat: UsbSeat;

  private constructor(kind: Kind, server: UsbipServer) {
    this.#kind = kind;
    this.#server = server;
    this.#seat = new UsbSeat((fob) => server.export(fob));
  }

  /** @param name `hidraw`, `ttyACM` or `usbfs`. */
  static async open(name: string): Promise<KernelWay> {
    const kind = KINDS[name];
    if (kind === undefined) throw new Error(`no way ${name}`);
    return new KernelWay(kind, await openUsbipServer());
  }

  /** Each fob takes the place of the one before it, which the kernel does not notice. */
  readonly reach: Reach = emulated((fob, flow) => {
    const ofLink = this.#kind.ends();
    const plug = this.#seat.take(ofLink.fobEnd(flow.usbEnd(fob, this.#kind.endpoints)));
    return { plug, link: () => this.#attachedFirst(ofLink.link()) };
  }, 'usb');

  async close(): Promise<void> {
    await this.#server.close();
    await until(isGone);
  }

  #attachedFirst(link: Link): Link {
    return {
      url: link.url,
      open: async (options) => {
        await this.#attach();
        return await link.open(options);
      },
    };
  }

  async #attach(): Promise<void> {
    const [plug] = this.#server.plugs;
    if (plug === undefined || plug.attached) return;
    await until(isGone);
    await usbipAttach({ host: '127.0.0.1', port: this.#server.port }, plug.busId);
    await until(isThere);
  }
}
