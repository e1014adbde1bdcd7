import type { Link } from '@fobkit/client';
import { hidLink, serialLink } from '@fobkit/client/node';
import { openUsbipServer, type UsbipPlug, type UsbPluggable } from '@fobkit/firmware-sim/plug';
import { FOB_USB, HID_REPORT_SIZE } from '@fobkit/protocol';
import { emulated } from '../../conformance/emulated.ts';
import type { UsbLinkEndpoints } from '../../conformance/flow.ts';
import type { Reach } from '../../conformance/reach.ts';
import { UsbfsLink } from './usbfs-link.ts';
import { isGone, isThere, NODES, until, usbipAttach } from './vhci.ts';

const HID = { ...FOB_USB.hid, report: HID_REPORT_SIZE };

/** Ways that lead through the kernel that this runs on, to a fob of this process. */
export const kernelWays: Readonly<Record<string, Reach>> = {
  hidraw: throughTheKernel(HID, () => plainly(hidLink({ path: NODES.hid }))),
  ttyACM: throughTheKernel(FOB_USB.cdc, () => plainly(serialLink({ path: NODES.serial }))),
  usbfs: throughTheKernel(FOB_USB.webusb, () => new UsbfsLink()),
};

/** A link, and what it wants at the fob's end. */
interface Ends {
  fobEnd(fob: UsbPluggable): UsbPluggable;
  link(): Link;
}

function plainly(link: Link): Ends {
  return { fobEnd: (fob) => fob, link: () => link };
}

function throughTheKernel(endpoints: UsbLinkEndpoints, ends: () => Ends): Reach {
  return emulated(async (fob, flow) => {
    const ofLink = ends();
    const server = await openUsbipServer();
    const plug = server.export(ofLink.fobEnd(flow.usbEnd(fob, endpoints)));
    await attach(server.port, plug);
    return {
      plug,
      link: () => afterAttaching(ofLink.link(), server.port, plug),
      close: async () => {
        await server.close();
        await until(isGone);
      },
    };
  }, 'usb');
}

/** A fob that was plugged in again is attached before it is opened. */
function afterAttaching(link: Link, port: number, plug: UsbipPlug): Link {
  return {
    url: link.url,
    open: async (options) => {
      await attach(port, plug);
      return await link.open(options);
    },
  };
}

async function attach(port: number, plug: UsbipPlug): Promise<void> {
  if (plug.attached) return;
  await until(isGone);
  await usbipAttach({ host: '127.0.0.1', port }, plug.busId);
  await until(isThere);
}
