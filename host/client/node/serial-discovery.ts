import type { BindingInterface } from '@serialport/bindings-cpp';
import { FOBKIT_USB } from '@fobkit/protocol';
import { DEFAULT_BAUD_RATE, formatDeviceUrl } from '../device-url.ts';
import {
  type Candidate,
  type CandidateProvider,
  deviceIdOfSerial,
} from '../discovery/candidate.ts';
import { hasIds, type UsbIds } from '../usb/usb-ids.ts';
import { systemBinding } from './serial-link.ts';
import { type SerialPortInfo, sysfsPorts } from './sysfs-ports.ts';

export interface SerialDiscoveryOptions {
  /** The operating system's if absent. */
  readonly binding?: Pick<BindingInterface, 'list'>;
  /** Where /sys and /dev are. */
  readonly root?: string;
  /** Ids of the devices that are taken for fobs; fobkit's if absent. */
  readonly ids?: readonly UsbIds[];
}

/** The serial ports of this machine. */
export function serialCandidates(options: SerialDiscoveryOptions = {}): CandidateProvider {
  return {
    name: 'serial',
    async candidates() {
      const ports = await listPorts(options);
      return ports.map((port) => candidateOf(port, options.ids ?? [FOBKIT_USB]));
    },
  };
}

async function listPorts(options: SerialDiscoveryOptions): Promise<readonly SerialPortInfo[]> {
  const canFallBack = process.platform === 'linux';
  try {
    const binding = options.binding ?? (await systemBinding());
    const ports = await binding.list();
    if (ports.length > 0 || !canFallBack) return ports;
  } catch (error) {
    // Linux' list runs udevadm, which slim images and containers do not have.
    if (!canFallBack) throw error;
  }
  return sysfsPorts(options.root);
}

function candidateOf(port: SerialPortInfo, ids: readonly UsbIds[]): Candidate {
  const url = formatDeviceUrl({ kind: 'serial', path: port.path, baudRate: DEFAULT_BAUD_RATE });
  const vendorId = hexNumber(port.vendorId);
  const productId = hexNumber(port.productId);
  const description = port.pnpId ?? port.manufacturer;
  const told = description === undefined ? {} : { description };
  if (vendorId === undefined || productId === undefined) return { url, ...told, ours: false };
  const serial = port.serialNumber === undefined ? {} : { serialNumber: port.serialNumber };
  const usb = { vendorId, productId, ...serial };
  if (!hasIds(usb, ids)) return { url, ...told, usb, ours: false };
  const deviceId = deviceIdOfSerial(port.serialNumber);
  return { url, ...told, usb, ...(deviceId === undefined ? {} : { deviceId }), ours: true };
}

function hexNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9a-f]{1,4}$/i.test(text)
    ? Number.parseInt(text, 16)
    : undefined;
}
